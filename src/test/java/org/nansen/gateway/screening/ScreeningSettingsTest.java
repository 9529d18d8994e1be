package org.nansen.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class ScreeningSettingsTest {

    private static final String CONFIG = """
            gateway:
              country: XAA
              screening:
                answer-within: PT2H
                ask-again: { first: PT30S, at-most: PT10M }
                connections:
                  interpol:
                    adapter: json
                    url: "https://screening.example.org"
                    databases: [nominal, sltd, tdawn]
                    owner-blind: { nominal: { by: "NCB legal, ref 42", until: 2027-06-30 } }
            """;

    @TempDir
    Path home;

    @Test
    void readsTheShapeThatTheArchitectureShows() throws IOException {
        try (ConfigurableApplicationContext started = start(CONFIG, Map.of())) {
            ScreeningSettings settings = started.getBean(ScreeningSettings.class);
            ConnectionSettings interpol = settings.connections().get("interpol");
            assertThat(settings.answerWithin()).isEqualTo(Duration.ofHours(2));
            assertThat(settings.askAgain().atMost()).isEqualTo(Duration.ofMinutes(10));
            assertThat(interpol.databases()).containsExactlyInAnyOrder("nominal", "sltd", "tdawn");
            assertThat(interpol.ownerBlind()).containsOnlyKeys("nominal");
            assertThat(interpol.ownerBlind().get("nominal").until()).isEqualTo(LocalDate.parse("2027-06-30"));
            assertThat(interpol.responseTimeout()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    void takesEveryKeyFromTheEnvironment() throws IOException {
        Map<String, Object> variables = Map.of(
                "GATEWAY_SCREENING_ANSWERWITHIN", "PT3H",
                "GATEWAY_SCREENING_ASKAGAIN_FIRST", "PT5S",
                "GATEWAY_SCREENING_CONNECTIONS_INTERPOL_URL", "https://other.example.org",
                "GATEWAY_SCREENING_CONNECTIONS_INTERPOL_MAXCONNECTIONS", "7",
                "GATEWAY_SCREENING_CONNECTIONS_INTERPOL_OWNERBLIND_SLTD_BY", "NCB legal, ref 43",
                "GATEWAY_SCREENING_CONNECTIONS_INTERPOL_OWNERBLIND_SLTD_UNTIL", "2027-01-31");
        try (ConfigurableApplicationContext started = start(CONFIG, variables)) {
            ScreeningSettings settings = started.getBean(ScreeningSettings.class);
            ConnectionSettings interpol = settings.connections().get("interpol");
            assertThat(settings.answerWithin()).isEqualTo(Duration.ofHours(3));
            assertThat(settings.askAgain().first()).isEqualTo(Duration.ofSeconds(5));
            assertThat(interpol.url()).isEqualTo(URI.create("https://other.example.org"));
            assertThat(interpol.maxConnections()).isEqualTo(7);
            assertThat(interpol.ownerBlind()).containsOnlyKeys("nominal", "sltd");
            assertThat(interpol.databases()).hasSize(3);
        }
    }

    @Test
    void startsWithoutAnyConnection() throws IOException {
        try (ConfigurableApplicationContext started = start("gateway: { country: XAA }\n", Map.of())) {
            assertThat(started.getBean(ScreeningSettings.class).connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            adapter: json                     | adapter: find                     | adapter find is not part of this version
            adapter: json                     | adapter: soap                     | must be one of json, find
            https://screening.example.org     | http://screening.example.org      | url may be http:// only to this machine
            https://screening.example.org     | https://me:pw@screening.example.org | url must hold no login
            https://screening.example.org     | ftp://screening.example.org       | url must begin with https://
            nominal: {                        | nominals: {                       | owner-blind attests a database
            by: "NCB legal, ref 42",          | by: " ",                          | owner-blind.nominal.by: is missing
            until: 2027-06-30                 | until: soon                       | must be a date such as
            interpol:                         | Inter_Pol:                        | a connection's name is lower-case
            answer-within: PT2H               | answer-within: PT0S               | answer-within must be longer than nothing
            adapter: json                     | adaptor: json                     | connections.interpol.adapter: is missing
            answer-within: PT2H               | answer-witin: PT2H                | answer-witin: unknown key; did you mean answer-within?
            screening:                        | screenings:                       | unknown key; did you mean screening?
            """)
    void stopsAtWhatIsWrongWithFileAndLine(String good, String wrong, String reason, CapturedOutput output) {
        assertThat(catchThrowable(
                        () -> start(CONFIG.replace(good, wrong), Map.of()).close()))
                .isNotNull();
        assertThat(output.getOut())
                .containsPattern("config/application\\.yaml:\\d+: gateway\\.")
                .contains(reason);
        assertThat(output.getOut()).doesNotContain("me:pw");
    }

    private ConfigurableApplicationContext start(String config, Map<String, Object> variables) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/application.yaml"), config);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        return application.run("--gateway.home=" + home);
    }

    // No @Configuration: a scan of the test classes must not find it.
    @ComponentScan("org.nansen.gateway.settings")
    @EnableConfigurationProperties(ScreeningSettings.class)
    static class Parts {}
}
