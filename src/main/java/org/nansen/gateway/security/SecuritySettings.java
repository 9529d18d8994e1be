package org.nansen.gateway.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call. National systems have their logins in their own {@code system.yaml}.
 *
 * @param users people and monitors by login name
 * @param demo set by the demo alone, which nobody can reach from outside: lets the published demo password in
 */
@Validated
@ConfigurationProperties(value = "gateway.security", ignoreUnknownFields = false)
record SecuritySettings(
        @DefaultValue
        Map<
                        @Pattern(
                                regexp = "[a-z][a-z0-9._-]{0,63}",
                                message = "is no login name: small letters, digits, . _ -")
                        String,
                        @Valid User>
                users,

        @DefaultValue("false") boolean demo) {

    SecuritySettings {
        users = Map.copyOf(users);
    }

    /**
     * A person or a monitor.
     *
     * @param passwordHash hash with its scheme in front; only bcrypt with a cost of 10 or more is taken, never a plain
     *     password
     * @param roles what the login may do
     */
    record User(@NotNull String passwordHash, @NotEmpty Set<Role> roles) {

        private static final java.util.regex.Pattern BCRYPT =
                java.util.regex.Pattern.compile("\\{bcrypt}\\$2[aby]\\$(1[0-9]|2[0-9])\\$[./A-Za-z0-9]{53}");

        @AssertTrue(
                message =
                        "must be a bcrypt hash with a cost of 10 or more, as \"{bcrypt}$2b$12$…\"; a plain password is not taken")
        boolean isPasswordHash() {
            return passwordHash == null || BCRYPT.matcher(passwordHash).matches();
        }

        @Override
        public String toString() {
            return "User[roles=" + roles + "]";
        }
    }
}
