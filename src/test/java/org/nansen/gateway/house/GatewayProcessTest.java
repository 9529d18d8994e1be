package org.nansen.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A gateway's process can be put under pressure as a machine would do it. */
class GatewayProcessTest {

    private static final String[] SMALL = {"-Xmx256m", "-XX:TieredStopAtLevel=1"};

    @TempDir
    private Path folder;

    @Test
    void isDeafWhilePausedAndStartsAgainUnderOtherCircumstances() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home(), SMALL)) {
            gateway.pause();
            await().until(() -> isDeaf(gateway.health()));
            gateway.resume();
            await().until(() -> !isDeaf(gateway.health()));
            gateway.pause();
            assertThat(gateway.stop()).isTrue();
            assertThat(gateway.isAlive()).isFalse();

            gateway.launch()
                    .fileDescriptors(340)
                    .log("second.log")
                    .environment(Map.of("JAVA_TOOL_OPTIONS", "-Dexample=1"))
                    .arguments("--debug=false");
            gateway.start();
            gateway.awaitReady();
            assertThat(Files.readString(Path.of("/proc/" + gateway.pid() + "/limits")))
                    .containsPattern("Max open files +340 +340");
            assertThat(Files.readString(Path.of("/proc/" + gateway.pid() + "/cmdline")))
                    .contains("--debug=false");
            assertThat(home().resolve("second.log")).content().contains("Picked up JAVA_TOOL_OPTIONS: -Dexample=1");
        }
    }

    @Test
    void livesByAClockThatTheTestMoves() throws Exception {
        FakeClock clock = FakeClock.in(folder);
        try (GatewayProcess gateway =
                GatewayProcess.on(home()).jvm(SMALL).clock(clock).start()) {
            for (Duration shift : new Duration[] {Duration.ofHours(5), Duration.ofHours(-3), Duration.ZERO}) {
                clock.shift(shift);
                await().untilAsserted(() -> assertThat(
                                Duration.between(Instant.now(), time(gateway)).minus(shift))
                        .isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1)));
            }
        }
    }

    @Test
    void livesBehindACableThatTheTestCuts() {
        try (Netns namespace = Netns.make();
                GatewayProcess gateway = GatewayProcess.on(home())
                        .jvm(SMALL)
                        .namespace(namespace)
                        .start()) {
            assertThat(Ports.isOpen(gateway.port())).isFalse();
            InetSocketAddress api = new InetSocketAddress(namespace.address(), gateway.port());
            assertThat(Ports.isOpen(api)).isTrue();
            namespace.cut();
            assertThat(Ports.isOpen(api)).isFalse();
            namespace.heal();
            await().until(() -> Ports.isOpen(api));
        }
    }

    @Test
    void endsWhenItIsOutOfMemory() throws IOException {
        try (GatewayProcess gateway =
                GatewayProcess.on(home()).jvm("-XX:MaxMetaspaceSize=16m").begin()) {
            assertThat(gateway.awaitExit()).isEqualTo(3);
            assertThat(gateway.output()).contains("Terminating due to java.lang.OutOfMemoryError");
        }
    }

    private static Instant time(GatewayProcess gateway) throws IOException, InterruptedException {
        String date =
                gateway.get(gateway.health(), null).headers().firstValue("Date").orElseThrow();
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static boolean isDeaf(URI address) throws IOException, InterruptedException {
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .timeout(Duration.ofSeconds(1))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            return false;
        } catch (HttpTimeoutException e) {
            return true;
        }
    }

    private Path home() {
        TestCertificate certificate = TestCertificate.in(folder.resolve("tls"));
        return House.in(folder.resolve("home"))
                .value("MAIL_URL", "smtps://gateway@localhost:" + Ports.free())
                .value("BROKER", "{ port: " + Ports.free() + " }")
                .value("SCREENING_URL", "http://127.0.0.1:" + Ports.free())
                .value("DEMO_HASH", "{bcrypt}" + new BCryptPasswordEncoder(10).encode("unused"))
                .secret("mail", "unused")
                .secret("mail.crt", certificate.certificate())
                .common()
                .home();
    }
}
