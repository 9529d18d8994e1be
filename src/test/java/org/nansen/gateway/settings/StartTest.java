package org.nansen.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.annotation.Validated;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @TempDir
    Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve("config"));
    }

    @Test
    void readsConfigOfTheHomeFolder() throws IOException {
        config(
                "gateway:\n  country: XAA\n  room:\n    pause: PT5S\n    links: { one: { url: 'https://a.example.org' } }\n");

        try (ConfigurableApplicationContext started = start(Map.of())) {
            assertThat(started.getBean(Home.class).folder()).isEqualTo(home.toAbsolutePath());
            assertThat(started.getBean(Room.class).pause()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void takesEveryKeyAsEnvironmentVariableThoseOfMapsToo() throws IOException {
        config("gateway:\n  room:\n    links: { one: { url: 'https://a.example.org' } }\n");

        try (ConfigurableApplicationContext started = start(Map.of(
                "GATEWAY_ROOM_PAUSE", "PT7S",
                "GATEWAY_ROOM_LINKS_ONE_URL", "https://b.example.org",
                "GATEWAY_ROOM_LINKS_ONE_RESPONSETIMEOUT", "PT9S",
                "GATEWAY_ROOM_LINKS_TWO_URL", "https://c.example.org"))) {
            Room room = started.getBean(Room.class);
            assertThat(room.pause()).isEqualTo(Duration.ofSeconds(7));
            assertThat(room.links().get("one").url()).hasHost("b.example.org");
            assertThat(room.links().get("one").responseTimeout()).isEqualTo(Duration.ofSeconds(9));
            assertThat(room.links().get("two").url()).hasHost("c.example.org");
        }
    }

    @Test
    void warnsOfAVariableThatNoRoomKnowsButStarts(CapturedOutput output) {
        try (ConfigurableApplicationContext started = start(Map.of("GATEWAY_ROM_PAUSE", "hunter2"))) {
            assertThat(started.isRunning()).isTrue();
            assertThat(output)
                    .contains("gateway.rom.pause, which is no setting")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void stopsAtAKeyThatNoRoomKnows(CapturedOutput output) throws IOException {
        config("gateway:\n  country: XAA\n  rom:\n    pause: PT5S\n");

        assertThat(catchThrowable(() -> start(Map.of()))).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("config/application.yaml:4: gateway.rom.pause: unknown key; did you mean room?");
    }

    @Test
    void stopsAtAnUnknownKeyInsideOfARoom(CapturedOutput output) throws IOException {
        config(
                "gateway:\n  room:\n    links:\n      one:\n        url: https://a.example.org\n        respons-timeout: PT1S\n");

        assertThat(catchThrowable(() -> start(Map.of()))).isNotNull();

        assertThat(output)
                .contains("config/application.yaml:6: gateway.room.links.one.respons-timeout: unknown key;"
                        + " did you mean response-timeout?");
    }

    @Test
    void stopsAtAWrongOrMissingValueWithoutRepeatingIt(CapturedOutput output) throws IOException {
        config("gateway:\n  room:\n    pause: hunter2\n");
        assertThat(catchThrowable(() -> start(Map.of()))).isNotNull();
        assertThat(output)
                .contains("config/application.yaml:3: gateway.room.pause: must be a duration such as PT30S")
                .doesNotContain("hunter2");

        config("gateway:\n  room:\n    links:\n      one:\n        response-timeout: PT1S\n");
        assertThat(catchThrowable(() -> start(Map.of()))).isNotNull();
        assertThat(output).contains("config/application.yaml:5: gateway.room.links.one.url: is missing");

        config("gateway:\n  room:\n    links:\n      one:\n        url: ftp://a.example.org\n");
        assertThat(catchThrowable(() -> start(Map.of()))).isNotNull();
        assertThat(output).contains("config/application.yaml:5: gateway.room.links.one: url must begin with https");
    }

    @Test
    void doesNotReadConfigOfTheFolderItWasStartedIn() {
        try (ConfigurableApplicationContext started = start(Map.of())) {
            assertThat(started.getEnvironment().getProperty("spring.config.location"))
                    .doesNotContain("file:./config");
        }
    }

    private void config(String yaml) throws IOException {
        Files.writeString(home.resolve("config/application.yaml"), yaml);
    }

    private ConfigurableApplicationContext start(Map<String, Object> variables) {
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
    @Import(SettingsConfiguration.class)
    @EnableConfigurationProperties(Room.class)
    static class Parts {}

    @Validated
    @ConfigurationProperties(value = "gateway.room", ignoreUnknownFields = false)
    record Room(
            @DefaultValue("PT1S") Duration pause,
            @DefaultValue @Valid Map<String, Link> links) {}

    record Link(
            @NotNull(message = "is missing") @Nullable URI url,
            @DefaultValue("PT3S") Duration responseTimeout) {
        Link {
            if (url != null && !"https".equals(url.getScheme())) {
                throw new IllegalArgumentException("url must begin with https");
            }
        }
    }
}
