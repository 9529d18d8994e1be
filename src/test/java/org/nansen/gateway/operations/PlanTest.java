package org.nansen.gateway.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.intake.LoadedSystems;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.settings.Home;

class PlanTest extends ApiSlice {

    private static final Instant READ = Instant.parse("2026-11-24T01:00:00Z");

    @TempDir
    Path home;

    @TempDir
    Path secrets;

    private CommandRun commands;
    private Path shelter;

    @BeforeEach
    void systems() throws IOException {
        House.in(home).value("SFTP_PORT", 2222).systems("shelter", "casework");
        shelter = home.resolve("config/systems/shelter");
        Path password = Files.writeString(secrets.resolve("password"), PASSWORD + "\n");
        commands = new CommandRun(URI.create(http.getRootUri()), "alice", password);
        load();
    }

    @Test
    void findsNothingToDoWhereTheFoldersAreWhatWasRead() {
        CommandRun.Ended plan = plan();

        assertThat(plan.code()).isZero();
        assertThat(plan.out())
                .contains("Compared with the running gateway, which read its systems at 2026-11-24T01:00:00Z.")
                .containsPattern("same +casework")
                .containsPattern("same +shelter")
                .contains("A restart changes nothing.");
    }

    @Test
    void showsKeysMappingVersionAndWhichRecordsComeOutOtherwise() throws IOException {
        change("system.yaml", "expect-every: PT5M", "expect-every: PT1H");
        change("mapping.jslt", "\"surname\": .\"Last Name\"", "\"surname\": .\"First Name\"");

        CommandRun.Ended plan = plan();

        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.out())
                .containsPattern("changed +shelter")
                .containsPattern("mapping version [0-9a-f]{16} -> [0-9a-f]{16}")
                .contains("system.yaml expect-every: PT5M -> PT1H")
                .contains("file mapping.jslt is another")
                .contains("sample resident.in.csv, record 1 comes out otherwise: person/names/0/surname")
                .contains("would not be used: config/systems/shelter/samples/resident.in.csv: NG-604")
                .contains("A restart changes 1 system. Nothing has been changed yet.")
                .doesNotContain("Tarozzar", "Dorisku");
    }

    @Test
    void showsSystemsThatComeAndGo() throws IOException {
        Path fresh = Files.createDirectories(home.resolve("config/systems/fresh"));
        Files.copy(home.resolve("config/systems/casework/system.yaml"), fresh.resolve("system.yaml"));
        Files.writeString(fresh.resolve("mapping.jslt"), "null");
        try (var files = Files.walk(shelter)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }

        assertThat(plan().out())
                .containsPattern("new +fresh")
                .containsPattern("mapping version [0-9a-f]{16}\n")
                .contains("mode test", "door.kind rest", "legal.intake.basis Asylum Act, s. 20")
                .containsPattern("removed +shelter");

        CommandRun.Ended plan = plan("--json");

        JsonNode systems = plan.json().path("systems");
        assertThat(plan.code()).isEqualTo(1);
        assertThat(systems.findValuesAsText("change"))
                .as("two systems with one login are both out of use")
                .containsExactly("changed", "new", "removed");
        assertThat(systems.at("/0/problemsAfter/0").asText())
                .isEqualTo("config/systems/casework/system.yaml: door.user: is also used by the system fresh");
        assertThat(systems.findValuesAsText("system")).containsExactly("casework", "fresh", "shelter");
        assertThat(systems.at("/1/mappingBefore").isNull()).isTrue();
        assertThat(systems.at("/1/mappingAfter").asText()).hasSize(16);
        assertThat(systems.at("/2/mappingAfter").isNull()).isTrue();
    }

    @Test
    void neitherShowsNorSendsASecret() throws IOException {
        Path settings = home.resolve("config/systems/casework/system.yaml");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("${CASEWORK_HASH}", "{bcrypt}$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));

        assertThat(plan().out()).contains("file system.yaml is another").doesNotContain("bcrypt", "aaaa");

        load();
        assertThat(get("alice", "/api/v1/systems").getBody())
                .contains("door.user")
                .doesNotContain("bcrypt", "aaaa");
    }

    @Test
    void keepsOfSamplesOnlyWhatTellsNothingToThoseWhoHaveNoSample() throws Exception {
        String body = get("alice", "/api/v1/systems").getBody();
        for (String value : List.of("Dorisku", "Tarozzar", "1975-02-03", "claimed", "first")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(("\"" + value + "\"").getBytes(UTF_8));
            assertThat(body)
                    .contains("person/names/0/surname")
                    .doesNotContain(value, HexFormat.of().formatHex(hash, 0, 6));
        }
    }

    @Test
    void doesNotCompareValuesOfTwoDifferentSamples() throws IOException {
        Path sample = shelter.resolve("samples/resident.in.csv");
        Files.writeString(sample, Files.readString(sample).replace("Tarozzar", "Tarozzarik"));

        assertThat(plan().out())
                .contains("sample resident.in.csv is another")
                .doesNotContain("comes out otherwise", "Tarozzar");
    }

    @Test
    void isForOperators() {
        assertThat(get("alice", "/api/v1/systems").getStatusCode().value()).isEqualTo(200);
        assertThat(get("olga", "/api/v1/systems").getStatusCode().value()).isEqualTo(403);
        assertThat(get("prometheus", "/api/v1/systems").getStatusCode().value()).isEqualTo(403);
        assertThat(http.getForEntity("/api/v1/systems", String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
    }

    @Test
    void saysThatNoGatewayAnsweredAndThatNoneHasStartedHere() {
        CommandRun.Ended plan = new CommandRun(
                        URI.create("http://127.0.0.1:" + Ports.free()), "alice", secrets.resolve("password"))
                .run("plan", "--home", home.toString());

        assertThat(plan.code()).isEqualTo(3);
        assertThat(plan.err()).contains("NG-704", "then start the gateway");
        CommandRun.Ended offline = CommandRun.plain("plan", "--offline", "--home", home.toString());
        assertThat(offline.code()).isEqualTo(2);
        assertThat(offline.err()).contains("No gateway has started on this home yet", "\"check\"", "\"try\"");
        // As whoever has just begun a folder calls it: without a login, where nobody can be asked for one.
        CommandRun.Ended fresh = CommandRun.plain("plan", "--home", home.toString());
        assertThat(fresh.code()).isEqualTo(2);
        assertThat(fresh.err())
                .contains("--password-file", "No gateway has started on this home yet", "then start the gateway");
    }

    private CommandRun.Ended plan(String... options) {
        List<String> line = new java.util.ArrayList<>(List.of("plan", "--home", home.toString()));
        line.addAll(List.of(options));
        return commands.run(line.toArray(String[]::new));
    }

    /** Lets the gateway have read what lies there now. */
    private void load() {
        Home gateway = new Home(home);
        loaded.set(new LoadedSystems(
                READ,
                SystemFolder.of(gateway).stream()
                        .map(folder -> SystemFolder.of(gateway, folder).describe(List.of()))
                        .toList()));
    }

    private void change(String name, String from, String to) throws IOException {
        Path file = shelter.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
