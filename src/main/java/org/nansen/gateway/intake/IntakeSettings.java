package org.nansen.gateway.intake;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What concerns all doors.
 *
 * @param bodyLimit largest request or message; a larger one is refused with NG-121
 * @param broker the message broker
 * @param backlog how much may wait for the gateway's own work before doors take nothing new
 * @param diskReserve free share of the volume under {@code data/}, in per cent, below which nothing new is taken; 0 takes
 *     always
 */
@Validated
@ConfigurationProperties(value = "gateway.intake", ignoreUnknownFields = false)
record IntakeSettings(
        @DefaultValue("10MB") @NotNull DataSize bodyLimit,
        @DefaultValue @Valid @NotNull Broker broker,
        @DefaultValue @Valid @NotNull Backlog backlog,
        @DefaultValue("15") @Min(0) @Max(50) int diskReserve) {

    /**
     * Counts records that wait for machine work only; see {@link org.nansen.gateway.ledger.Backlog}.
     *
     * @param perSystem of one system; its door then takes nothing new until a fifth of it is worked off
     * @param total of all systems together; then no door takes anything new
     */
    record Backlog(
            @DefaultValue("200000") @Min(1) long perSystem,
            @DefaultValue("1000000") @Min(1) long total) {}

    /**
     * The broker that queue doors and queue replies use; started only when a system has one.
     *
     * @param url {@code embedded}, or {@code tcp://host:port} or {@code ssl://host:port} of an Artemis elsewhere, or several
     *     of them as Artemis writes a live broker and its backups: {@code (tcp://a:61616,tcp://b:61616)?ha=true&…}
     * @param user the gateway's own login at a broker elsewhere
     * @param passwordFile file with its password, seen from the gateway's home
     * @param bind address that the embedded broker listens on; loopback unless TLS is in front
     * @param port port that the embedded broker listens on
     */
    record Broker(
            @DefaultValue("embedded")
            @Pattern(
                    regexp = "embedded|" + ONE_BROKER + "|\\(" + ONE_BROKER + "(," + ONE_BROKER + ")+\\)\\?ha=true(&("
                            + "reconnectAttempts=(-1|[0-9]{1,6})|initialConnectAttempts=(-1|[0-9]{1,6})"
                            + "|(retryInterval|maxRetryInterval|callTimeout|callFailoverTimeout)=[0-9]{1,9}"
                            + "|retryIntervalMultiplier=[0-9]{1,2}([.][0-9]{1,2})?))*",
                    message = "is embedded, tcp://host:port, ssl://host:port, or"
                            + " (tcp://a:61616,tcp://b:61616)?ha=true&reconnectAttempts=60&retryInterval=1000")
            String url,

            @Nullable String user,
            @Nullable String passwordFile,

            @DefaultValue("127.0.0.1") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9.:-]*")
            String bind,

            @DefaultValue("61616") @Min(1) @Max(65535) int port) {

        private static final String ONE_BROKER = "(tcp|ssl)://[A-Za-z0-9][A-Za-z0-9.-]*:[0-9]{1,5}";

        /** The URL as Artemis reads it: it knows TLS as an option of each address only. */
        String address() {
            return url.replaceAll(
                    "ssl://([A-Za-z0-9][A-Za-z0-9.-]*:[0-9]{1,5})", "tcp://$1?sslEnabled=true&verifyHost=true");
        }

        boolean embedded() {
            return "embedded".equals(url);
        }
    }
}
