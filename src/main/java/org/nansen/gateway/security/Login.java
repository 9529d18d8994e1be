package org.nansen.gateway.security;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Who is calling. Its name is what entries and holds are signed with. */
public final class Login extends User {

    private static final long serialVersionUID = 1L;

    private final @Nullable String system;

    Login(String name, String passwordHash, Set<Role> roles, @Nullable String system) {
        super(
                name,
                passwordHash,
                roles.stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                        .collect(Collectors.toSet()));
        this.system = system;
    }

    /** Returns the national system that calls, or null when it is a person or a monitor. */
    public @Nullable String system() {
        return system;
    }

    public boolean is(Role role) {
        return getAuthorities().contains(new SimpleGrantedAuthority("ROLE_" + role.name()));
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public String toString() {
        return "Login[" + getUsername() + "]";
    }
}
