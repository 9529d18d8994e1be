package org.nansen.gateway.record;

import java.util.Collection;

/** Who may call in the name of a national system over HTTP, as the systems' profiles say. */
public interface SystemLogins {

    Collection<Login> all();

    /**
     * A system's login; no two systems share a user name.
     *
     * @param system the folder's name under {@code config/systems}
     * @param user the user name of HTTP Basic
     * @param passwordHash hash with its scheme in front, for example <code>{bcrypt}$2b$12$…</code>
     */
    record Login(String system, String user, String passwordHash) {

        @Override
        public String toString() {
            return "Login[system=" + system + ", user=" + user + "]";
        }
    }
}
