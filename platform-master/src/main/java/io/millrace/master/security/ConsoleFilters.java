package io.millrace.master.security;

/**
 * What looks at a request before the rules do.
 *
 * @param login lets in who comes with the link, and lets who guesses passwords wait
 * @param signIn lets in who signs in at an issuer
 * @param token turns away wrong tokens
 */
record ConsoleFilters(LoginFilter login, SignInFilter signIn, TokenFilter token) {}
