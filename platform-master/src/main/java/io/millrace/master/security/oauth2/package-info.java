/** Logins that an issuer of OAuth2 and OpenID Connect answers for. Knows nothing of the console's own. */
@NullMarked
package io.millrace.master.security.oauth2;

import org.jspecify.annotations.NullMarked;
