package io.millrace.master.security;

import io.millrace.control.ConsoleSettings.Role;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Somebody who may log in.
 *
 * @param name name to log in with
 * @param encodedPassword password, encoded with its algorithm in front
 * @param role what the user may do
 */
record ConsoleUser(String name, String encodedPassword, Role role) {

    UserDetails toDetails() {
        return User.withUsername(name)
                .password(encodedPassword)
                .authorities(authorities(role))
                .build();
    }

    /** A role and those below it. */
    static List<GrantedAuthority> authorities(Role role) {
        return Arrays.stream(Role.values())
                .filter(each -> each.compareTo(role) <= 0)
                .<GrantedAuthority>map(each -> new SimpleGrantedAuthority("ROLE_" + each.name()))
                .toList();
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "ConsoleUser[name=" + name + ", role=" + role + "]";
    }
}
