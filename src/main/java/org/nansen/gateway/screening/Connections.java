package org.nansen.gateway.screening;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.Secrets;

/** The adapters of the configured connections, by name. */
final class Connections implements AutoCloseable {

    private final Map<String, Adapter> adapters;

    Connections(Map<String, Adapter> adapters) {
        this.adapters = Map.copyOf(adapters);
    }

    /** Opens all; {@link org.nansen.gateway.settings.SettingsFault} where a secret is missing. */
    static Connections open(ScreeningSettings settings, Secrets secrets, Clock clock) {
        Map<String, Adapter> adapters = new TreeMap<>();
        settings.connections()
                .forEach((name, connection) -> adapters.put(
                        name,
                        new JsonAdapter(
                                lane(name),
                                connection,
                                Objects.requireNonNull(connection.url()),
                                authorization(name, connection, secrets),
                                settings.validFor(),
                                clock)));
        return new Connections(adapters);
    }

    /** The name under which an outage of the connection is shown. */
    static String lane(String connection) {
        return "screening." + connection;
    }

    Adapter get(String connection) {
        return Objects.requireNonNull(adapters.get(connection), connection);
    }

    private static @Nullable String authorization(String name, ConnectionSettings connection, Secrets secrets) {
        String setting = "gateway.screening.connections." + name;
        if (connection.tokenFile() != null) {
            return "Bearer " + secrets.text(connection.tokenFile(), setting + ".token-file");
        }
        if (connection.user() == null || connection.passwordFile() == null) {
            return null;
        }
        String login = connection.user() + ":" + secrets.text(connection.passwordFile(), setting + ".password-file");
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        adapters.values().forEach(Adapter::close);
    }
}
