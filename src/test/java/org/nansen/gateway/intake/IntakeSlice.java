package org.nansen.gateway.intake;

import static org.nansen.gateway.dev.RegistryExport.applications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import org.nansen.gateway.dev.InventedPeople;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.ledger.Backlog;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.ledger.Views;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The doors on a real ledger, with a real OpenSSH server, the embedded broker over TCP and real HTTP; one context for all
 * its tests. Replies are written by a part of the test, since delivery is another room.
 */
@SpringBootTest(
        classes = IntakeSlice.Slice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            // Not the project's own config folder, which speaks of rooms that are not here.
            "spring.config.location=classpath:/",
            "camel.main.routes-include-pattern=classpath:routes/doors/*.camel.yaml",
            "gateway.ledger.retry-from=PT0.2S",
            "gateway.ledger.retry-up-to=PT1S"
        })
abstract class IntakeSlice {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final Duration SOON = Duration.ofSeconds(20);
    static final String CASEWORK_PASSWORD = "casework-test-only";
    static final String BORDER_PASSWORD = "border-test-only";
    static final int BROKER_PORT = Ports.free();

    /** What the doors think is still to be done; nobody works anything off here. */
    static final Map<String, Long> BACKLOG = new ConcurrentHashMap<>();

    private static final AtomicInteger NEXT_PERSON = new AtomicInteger(1);
    private static final Path FOLDER = folder();
    static final OpenSsh SSH = OpenSsh.start(FOLDER.resolve("ssh"));
    static final Path HOME = home();

    @Autowired
    Drops drops;

    @Autowired
    Views views;

    @Autowired
    Lanes lanes;

    @Autowired
    ReceiptWriter receipts;

    @Autowired
    TestRestTemplate http;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("gateway.home", HOME::toString);
        registry.add("gateway.intake.broker.port", () -> BROKER_PORT);
        registry.add("gateway.intake.body-limit", () -> "1MB");
    }

    /** People nobody else in these tests uses. */
    static List<InventedPerson> people(int count) {
        int first = NEXT_PERSON.getAndAdd(count);
        InventedPeople source = new InventedPeople(7, first);
        List<InventedPerson> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(source.next());
        }
        return people;
    }

    static byte[] registryFile(int people) {
        return applications(people(people), NOW);
    }

    JsonNode receipt(String receiptId) {
        return receipts.json(receiptId).orElseThrow();
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("gateway-intake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        SSH.sender("registry");
        try {
            Files.createDirectories(SSH.home("registry").resolve("outbox"));
            Files.createDirectories(SSH.home("registry").resolve("inbox"));
            Files.createDirectories(SSH.home("registry").resolve("stock"));
            Files.createDirectories(FOLDER.resolve("home/drops/stock"));
            Files.createDirectories(FOLDER.resolve("home/drops/in"));
            Files.createDirectories(FOLDER.resolve("home/drops/out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        House house = House.in(FOLDER.resolve("home"))
                .value("SFTP_PORT", SSH.port())
                .value("CASEWORK_HASH", "{bcrypt}" + new BCryptPasswordEncoder(4).encode(CASEWORK_PASSWORD))
                .secret("border.queue", BORDER_PASSWORD)
                .secret("registry.key", SSH.keyFile("registry"))
                .secret("sftp.known_hosts", SSH.knownHosts())
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + SSH.user())
                        .replace("every: PT2S", "every: PT1S"))
                .systems("registry", "casework", "border");
        folderSystem(house);
        stockSystems(house);
        formSystems(house);
        return house.home();
    }

    /** A system like the register, whose files lie in a folder of this machine and come with a done file. */
    private static void folderSystem(House house) {
        try {
            Path registry = house.home().resolve("config/systems/registry");
            String profile = Files.readString(registry.resolve("system.yaml"))
                    .replaceAll("(?s)door:.*?identity:", """
                            door: { kind: file, read-from: drops/in, complete-when: done-file, every: PT1S }
                            identity:""")
                    .replace("reply: { kind: sftp, write-to: inbox }", "reply: { kind: file, write-to: drops/out }");
            house.file("config/systems/folder/system.yaml", profile)
                    .file("config/systems/folder/mapping.jslt", Files.readString(registry.resolve("mapping.jslt")))
                    .file(
                            "config/systems/folder/codes/registry.csv",
                            Files.readString(registry.resolve("codes/registry.csv")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two like the register that hand over their whole stock, one by SFTP and one in a folder. */
    private static void stockSystems(House house) {
        try {
            Path registry = house.home().resolve("config/systems/registry");
            String profile = Files.readString(registry.resolve("system.yaml"))
                    .replace("feed: { kind: changes, newer-by: STAND }", "feed: { kind: snapshot, newer-by: STAND }")
                    .replace("mode: test\n", "");
            String overSftp = profile.replace("read-from: outbox", "read-from: stock");
            String inFolder = profile.replaceAll("(?s)door:.*?identity:", """
                            door: { kind: file, read-from: drops/stock, every: PT1S }
                            identity:""")
                    .replace("reply: { kind: sftp, write-to: inbox }", "reply: { kind: file, write-to: drops/out }");
            for (String name : List.of("stock", "stock-folder")) {
                house.file("config/systems/" + name + "/system.yaml", name.equals("stock") ? overSftp : inFolder)
                        .file(
                                "config/systems/" + name + "/mapping.jslt",
                                Files.readString(registry.resolve("mapping.jslt")))
                        .file(
                                "config/systems/" + name + "/codes/registry.csv",
                                Files.readString(registry.resolve("codes/registry.csv")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shipped example for XML behind the two doors that it does not have itself. */
    private static void formSystems(House house) {
        Map<String, String> doors = Map.of(
                "forms",
                "door: { kind: rest, user: forms, password-hash: \"{bcrypt}"
                        + new BCryptPasswordEncoder(4).encode(CASEWORK_PASSWORD) + "\" }\nreply: { kind: get }",
                "forms-queue",
                "door: { kind: jms, queue: forms-queue.in, user: forms-queue, password-file: secrets/border.queue }\n"
                        + "reply: { kind: jms, queue: forms-queue.out }");
        doors.forEach((name, door) -> {
            try {
                ShippedSystems.switchOn("unhcr-rrf", name, house.home());
                Path profile = house.home().resolve("config/systems/" + name + "/system.yaml");
                Files.writeString(
                        profile,
                        Files.readString(profile)
                                .replaceAll("(?m)^door:.*$", Matcher.quoteReplacement(door))
                                .replaceAll("(?m)^reply: \\{ kind: file.*$", ""));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Configuration
    @EnableAutoConfiguration(
            exclude = {
                ArtemisAutoConfiguration.class,
                JmsAutoConfiguration.class,
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class
            })
    @ComponentScan(
            basePackages = {
                "org.nansen.gateway.intake",
                "org.nansen.gateway.ledger",
                "org.nansen.gateway.settings",
                "org.nansen.gateway.security"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    static class Slice {

        @Bean
        @Primary
        Backlog backlogOfTheTest() {
            return () -> BACKLOG;
        }

        @Bean
        WrittenReplies replies(ReceiptWriter receipts) {
            return new WrittenReplies(receipts);
        }
    }
}
