package org.nansen.gateway.security;

import java.util.EnumSet;
import org.nansen.gateway.record.SystemLogins;
import org.nansen.gateway.settings.SettingsFault;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** All logins: people from the settings, national systems from their profiles. A person's name wins. */
final class Logins implements UserDetailsService {

    private static final String DEMO_USER = "demo";
    private static final String DEMO_PASSWORD = "demo-only";

    private final SecuritySettings settings;
    private final SystemLogins systems;

    Logins(SecuritySettings settings, SystemLogins systems, PasswordEncoder encoder) {
        this.settings = settings;
        this.systems = systems;
        if (!settings.demo()) {
            refuseDemoLogin(settings, encoder);
        }
        refuseSystemRole(settings);
    }

    /** The demo's password is public, so neither its user nor its password opens a gateway that is none. */
    private static void refuseDemoLogin(SecuritySettings settings, PasswordEncoder encoder) {
        settings.users().forEach((name, user) -> {
            if (name.equals(DEMO_USER)) {
                throw fault(name, "the user demo exists in the demo only; choose another name");
            }
            if (encoder.matches(DEMO_PASSWORD, user.passwordHash())) {
                throw fault(name + ".password-hash", "this is the published password of the demo; choose another");
            }
        });
    }

    private static void refuseSystemRole(SecuritySettings settings) {
        settings.users().forEach((name, user) -> {
            if (user.roles().contains(Role.SYSTEM)) {
                throw fault(
                        name + ".roles",
                        "a national system's login belongs into its config/systems/<name>/system.yaml");
            }
        });
    }

    private static SettingsFault fault(String path, String reason) {
        return new SettingsFault("config/application.yaml", 0, "gateway.security.users." + path, reason);
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        SecuritySettings.User user = settings.users().get(name);
        if (user != null) {
            return new Login(name, user.passwordHash(), user.roles(), null);
        }
        return systems.all().stream()
                .filter(login -> login.user().equals(name))
                .findFirst()
                .map(login -> new Login(name, login.passwordHash(), EnumSet.of(Role.SYSTEM), login.system()))
                .orElseThrow(() -> new UsernameNotFoundException("no such login"));
    }
}
