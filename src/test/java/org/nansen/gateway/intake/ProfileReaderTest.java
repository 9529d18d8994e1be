package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.ledger.Feed;
import org.nansen.gateway.normalize.Dialect;
import org.nansen.gateway.normalize.FixedLayout;
import org.nansen.gateway.normalize.SourceFormat;
import org.nansen.gateway.normalize.XmlFormat;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;

class ProfileReaderTest {

    private static final String REGISTRY = """
            title: Central register of foreigners
            country: XAA
            contact: { day: register-it@example.org, night: "+00 000 0000" }
            mode: test
            legal:
              intake:    { basis: "Asylum Act, s. 12" }
              screening: { basis: "Asylum Act, s. 16", purpose: border-management, ncb-authorisation: { ref: XAA-0042, until: 2027-06-30 } }
            may: { ask: [nominal, sltd, tdawn], learn: result }
            door:
              kind: sftp
              host: ${REGISTRY_HOST}
              port: 2222
              user: gateway
              key-file: secrets/registry.key
              known-hosts: secrets/registry.known_hosts
              read-from: outbox
              complete-when: unchanged-for PT1M
              every: PT10S
            identity: { record: NR, person: { field: PERSNR }, case: { space: file-number, field: AKTE } }
            format: { kind: csv, charset: ISO-8859-1, delimiter: ";", header: true }
            feed: { kind: changes, newer-by: STAND }
            reply: { kind: sftp, write-to: inbox }
            expect-every: PT1H
            retention: { counted-from: case-closed, record: P90D, screening-answers: P30D }
            hold-drop-when-rejected: 20%
            """;

    private static final String FORMAT = "format: { kind: csv, charset: ISO-8859-1, delimiter: \";\", header: true }\n";

    private static final String CASEWORK = """
            title: Casework
            country: XAA
            contact: { day: casework-it@example.org }
            mode: live
            legal: { intake: { basis: "Asylum Act, s. 12" } }
            may: { ask: [], learn: state }
            door: { kind: rest, user: casework, password-hash: "{bcrypt}$2b$12$abcdefghijklmnopqrstuuJ7yXN1Fh0Nn3l5w8Qm3xg1cGmV7y6hW" }
            identity: { record: nr, person: { field: person }, case: { field: file } }
            format: { kind: ndjson }
            reply: { kind: get }
            """;

    private static final String BORDER = """
            title: Border police
            country: XAA
            contact: { day: border-it@example.org }
            mode: test
            legal: { intake: { basis: "Border Act, s. 3" } }
            may: { ask: [sltd], learn: nothing }
            door: { kind: jms, queue: border.in, user: border, password-file: secrets/border.password }
            identity: { record: id, person: { field: person }, case: { field: case } }
            format: { kind: json }
            reply: { kind: jms, queue: border.out }
            """;

    @TempDir
    Path home;

    private final Map<String, String> environment = Map.of("REGISTRY_HOST", "sftp.registry.example.org");

    @BeforeEach
    void secrets() throws IOException {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/registry.key"), "key");
        Files.writeString(home.resolve("secrets/registry.known_hosts"), "hosts");
        Files.writeString(home.resolve("secrets/border.password"), "border-test-only\n");
    }

    @Test
    void readsEveryPartOfAnSftpSystem() throws IOException {
        write("registry", REGISTRY);

        SystemEntry registry = only();

        Door.Sftp door = (Door.Sftp) registry.profile().door();
        assertThat(door.host()).isEqualTo("sftp.registry.example.org");
        assertThat(door.portOrUsual()).isEqualTo(2222);
        assertThat(door.completeWhen()).isEqualTo(new CompleteWhen.UnchangedFor(Duration.ofMinutes(1)));
        assertThat(door.every()).isEqualTo(Duration.ofSeconds(10));
        assertThat(registry.profile().reply()).isEqualTo(new Reply.Sftp("inbox"));
        SourceFormat format = registry.format();
        assertThat(format.kind()).isEqualTo(SourceFormat.Kind.CSV);
        assertThat(format.delimiter()).isEqualTo(';');
        assertThat(format.versionField()).isEqualTo("STAND");
        assertThat(format.person().space()).as("the default space").isEqualTo("registry");
        assertThat(format.caseReference().space()).isEqualTo("file-number");
        assertThat(format.test()).isTrue();
    }

    @Test
    void readsHowAFixedWidthFileIsLaidOut() throws IOException {
        write("registry", REGISTRY.replace(FORMAT, """
                format:
                  kind: fixed
                  charset: ISO-8859-1
                  unit: bytes
                  ragged: true
                  record-type: { start: 1, length: 2, header: H, detail: [D, E], ignore: [C], trailer: T }
                  count: { start: 3, length: 6, of: lines }
                  fields:
                    - { name: NR, start: 3, length: 8, trim: left, pad: "0" }
                    - { name: PERSNR, start: 11, length: 10 }
                """));

        SourceFormat format = only().format();

        assertThat(format.kind()).isEqualTo(SourceFormat.Kind.FIXED);
        assertThat(format.ragged()).isTrue();
        assertThat(format.dialect().fixed())
                .isEqualTo(new FixedLayout(
                        List.of(
                                new FixedLayout.Field("NR", 3, 8, FixedLayout.Trim.LEFT, '0'),
                                new FixedLayout.Field("PERSNR", 11, 10, FixedLayout.Trim.BOTH, ' ')),
                        20,
                        true,
                        true,
                        new FixedLayout.Type(1, 2, "H", List.of("D", "E"), List.of("C"), "T"),
                        new FixedLayout.Count(3, 6, true)));
        assertThat(only().formatOfTexts().dialect().fixed().bytes())
                .as("a text message has characters only")
                .isFalse();
    }

    @Test
    void readsHowCsvAndExcelAreWritten() throws IOException {
        write("registry", REGISTRY.replace(FORMAT, """
                format: { kind: csv, charset: detect, otherwise: windows-1252, delimiter: tab, quote: none, escape: "\\\\", comment: "#",
                          skip-lines: 3, trim: true, repeated-columns: number, unnamed-columns: number }
                """));
        SourceFormat csv = only().format();
        assertThat(csv.delimiter()).isEqualTo('\t');
        assertThat(csv.charset()).isEqualTo(Dialect.DETECT);
        assertThat(csv.dialect().otherwise()).isEqualTo("windows-1252");
        assertThat(csv.dialect().cells()).isEqualTo(new Dialect.Cells(null, '\\', '#', 3, true, true, true));
        assertThat(csv.dialect().packed()).isTrue();
        assertThat(only().formatOfRequests().dialect().packed()).isFalse();

        write("registry", REGISTRY.replace(FORMAT, "format: { kind: xlsx, sheet: People, header-row: 4 }\n"));
        assertThat(only().format().dialect().sheet()).isEqualTo(new Dialect.Sheet("People", 4));
    }

    @Test
    void readsWhereRecordsStandInJson() throws IOException {
        write("casework", CASEWORK.replace("kind: ndjson", "kind: json, records: /data/items"));
        SystemEntry casework = only();
        assertThat(casework.format().dialect().recordPath()).containsExactly("data", "items");
        assertThat(casework.formatOfJson(SourceFormat.Kind.JSON).dialect().recordPath())
                .containsExactly("data", "items");
        assertThat(casework.formatOfJson(SourceFormat.Kind.NDJSON).dialect().recordPath())
                .as("another framing than its own")
                .isEmpty();
    }

    @Test
    void refusesWorkbooksOverHttp() throws IOException {
        write("casework", CASEWORK.replace("kind: ndjson", "kind: xlsx"));
        assertThatThrownBy(this::read).isInstanceOf(SettingsFault.class).hasMessageContaining("format.kind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ kind: fixed }",
                "{ kind: fixed, fields: [{ name: NR, start: 0, length: 1 }] }",
                "{ kind: fixed, fields: [{ name: NR, start: 1, length: 1, trim: middle }] }",
                "{ kind: xlsx, delimiter: ';' }",
                "{ kind: json, records: data }",
                "{ kind: csv, quote: '\"\"' }",
                "{ kind: csv, records: /data }",
                "{ kind: parquet }"
            })
    void refusesFormatsThatAreNone(String format) throws IOException {
        write("registry", REGISTRY.replace(FORMAT, "format: " + format + "\n"));
        assertThatThrownBy(this::read).isInstanceOfSatisfying(SettingsFault.class, fault -> assertThat(fault.problems())
                .anySatisfy(problem -> assertThat(problem.path()).startsWith("format")));
    }

    @Test
    void tellsOtherRoomsWhatASystemMay() throws IOException {
        write("registry", REGISTRY);

        NationalSystem registry = only().known();

        assertThat(registry.mode()).isEqualTo(NationalSystem.Mode.TEST);
        assertThat(registry.authorisedUntil()).isEqualTo(LocalDate.of(2027, 6, 30));
        assertThat(registry.ask()).containsExactlyInAnyOrder("nominal", "sltd", "tdawn");
        assertThat(registry.learn()).isEqualTo(NationalSystem.Learn.RESULT);
        assertThat(registry.replyChannel()).isEqualTo("reply.registry");
        assertThat(registry.silenceAlarm()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void listsHttpLoginsAndReadsPasswordFiles() throws IOException {
        write("casework", CASEWORK);
        write("border", BORDER);

        mapping("casework");
        mapping("border");

        Profiles profiles = Profiles.of(new ProfileReader(new Home(home), environment::get).all());

        assertThat(profiles.logins()).singleElement().satisfies(login -> {
            assertThat(login.system()).isEqualTo("casework");
            assertThat(login.user()).isEqualTo("casework");
            assertThat(login.passwordHash()).startsWith("{bcrypt}");
        });
        assertThat(profiles.useQueues()).isTrue();
        assertThat(profiles.entries().get(0).secret()).isEqualTo("border-test-only");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "host: ${REGISTRY_HOST}     | host: a&delete=true       | 11 | door.host",
                "host: ${REGISTRY_HOST}     | host: a?b=c               | 11 | door.host",
                "host: ${REGISTRY_HOST}     | host: '${UNSET}'          | 11 | door.host",
                "user: gateway              | user: 'a{{b}}'            | 13 | door.user",
                "read-from: outbox          | read-from: ../outbox      | 16 | door.read-from",
                "read-from: outbox          | read-from: a&delete=true  | 16 | door.read-from",
                "read-from: outbox          | read-from: /outbox        | 16 | door.read-from",
                "read-from: outbox          | read-form: outbox         | 16 | door.read-form",
                "port: 2222                 | port: 70000               | 12 | door.port",
                "port: 2222                 | port: many                | 12 | door.port",
                "complete-when: unchanged-for PT1M | complete-when: soon | 17 | door.complete-when",
                "every: PT10S               | every: 10s                | 18 | door.every",
                "mode: test                 | mode: testing             | 4  | mode",
                "country: XAA               | country: Atlantis         | 2  | country",
                "learn: result              | learn: everything         | 8  | may.learn",
                "write-to: inbox            | write-to: 'in#box'        | 22 | reply.write-to",
                "write-to: inbox            | write-to: outbox          | 22 | reply.write-to",
                "until: 2027-06-30          | until: next year          | 7  | legal.screening.ncb-authorisation.until",
                "kind: changes              | kind: guesses             | 21 | feed.kind",
                "charset: ISO-8859-1        | charset: ISO-0000-0       | 20 | format.charset",
                "hold-drop-when-rejected: 20% | hold-drop-when-rejected: a fifth | 25 | hold-drop-when-rejected",
                "secrets/registry.key       | secrets/none.key          | 14 | door.key-file",
                "secrets/registry.known_hosts | secrets/none            | 15 | door.known-hosts",
            })
    void namesFileLineAndKeyOfWhateverIsWrong(String good, String bad, int line, String path) throws IOException {
        assertThat(REGISTRY).contains(good);
        write("registry", REGISTRY.replace(good, bad));

        assertThatThrownBy(this::read).isInstanceOfSatisfying(SettingsFault.class, fault -> assertThat(fault.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.file()).isEqualTo("config/systems/registry/system.yaml");
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.path()).isEqualTo(path);
                }));
    }

    @Test
    void refusesTwoSystemsWithOneLogin() throws IOException {
        write("casework", CASEWORK);
        write("other", CASEWORK);

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining(
                        "config/systems/other/system.yaml: door.user: is also used by the system casework")
                .hasMessageContaining(
                        "config/systems/casework/system.yaml: door.user: is also used by the system other");
    }

    @Test
    void stopsTheSystemAloneThatIsWrong() throws IOException {
        write("registry", REGISTRY.replace("mode: test", "mode: no"));
        write("border", BORDER);
        mapping("border");

        Profiles profiles = Profiles.of(found());

        assertThat(profiles.entries()).extracting(SystemEntry::name).containsExactly("border");
        assertThat(profiles.find("border")).isPresent();
        assertThat(profiles.find("stranger")).isEmpty();
        assertThatThrownBy(() -> profiles.find("registry"))
                .as("what it may is not known, which is not the same as nothing")
                .isInstanceOfSatisfying(
                        Unavailable.class, wait -> assertThat(wait.code()).isEqualTo(FaultCode.NG_605_SYSTEM_BROKEN));
        assertThat(profiles.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.name()).isEqualTo("registry");
            assertThat(broken.problems())
                    .singleElement()
                    .asString()
                    .startsWith("config/systems/registry/system.yaml:4: mode: ");
        });
    }

    @Test
    void stopsTheSystemAloneWhoseMappingIsWrongButKeepsItsQueue() throws IOException {
        write("registry", REGISTRY);
        write("border", BORDER);
        mapping("registry");
        Files.writeString(home.resolve("config/systems/border/mapping.jslt"), "{\n  \"event\": cod(\"x\")\n}");

        Profiles profiles = Profiles.of(found());

        assertThat(profiles.entries()).extracting(SystemEntry::name).containsExactly("registry");
        assertThat(profiles.broken()).singleElement().satisfies(broken -> assertThat(broken.problems())
                .singleElement()
                .asString()
                .startsWith("config/systems/border/mapping.jslt:2: "));
        assertThat(profiles.withQueues()).extracting(SystemEntry::name).containsExactly("border");
    }

    @Test
    void stopsTheSystemAloneWhoseSampleGivesSomethingElse() throws IOException {
        write("registry", REGISTRY);
        write("border", BORDER);
        mapping("registry");
        mapping("border");
        Path samples = Files.createDirectories(home.resolve("config/systems/border/samples"));
        Files.writeString(samples.resolve("one.in.json"), "{\"id\": \"B7\", \"person\": \"P7\", \"case\": \"C7\"}");
        Files.writeString(samples.resolve("one.expected.json"), "[ { \"event\": \"application\" } ]");

        Profiles profiles = Profiles.of(found());

        assertThat(profiles.entries()).extracting(SystemEntry::name).containsExactly("registry");
        assertThat(profiles.broken()).singleElement().satisfies(broken -> assertThat(broken.problems())
                .containsExactly("config/systems/border/samples/one.in.json: NG-604 does not give what"
                        + " one.expected.json says: record 1"));
        assertThat(profiles.withQueues()).extracting(SystemEntry::name).containsExactly("border");
        assertThat(profiles.describe(home.resolve("config/systems")))
                .extracting(SystemDescription::name)
                .containsExactly("border", "registry");
    }

    @Test
    void refusesAnSftpDoorWithoutASecret() throws IOException {
        write("registry", REGISTRY.replace("  key-file: secrets/registry.key\n", ""));

        assertThatThrownBy(this::read).isInstanceOf(SettingsFault.class).hasMessageContaining("NG-603");
    }

    @Test
    void refusesAPasswordThatWouldEndTheEndpointsValue() throws IOException {
        write("registry", REGISTRY.replace("key-file: secrets/registry.key", "password: 'a)&delete=true'"));

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("door.password")
                .hasMessageNotContaining("delete");
    }

    @Test
    void reportsTheProblemsOfAllSystemsAtOnce() throws IOException {
        write("registry", REGISTRY.replace("mode: test", "mode: no"));
        write("casework", CASEWORK.replace("country: XAA", "country: x"));

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("systems/registry/")
                .hasMessageContaining("systems/casework/");
    }

    @Test
    void aSystemThatIsSwitchedOffIsNeitherInUseNorBroken() throws IOException {
        write("casework", "enabled: false\n" + CASEWORK);
        assertThat(found().entries()).isEmpty();
        assertThat(found().broken()).isEmpty();
        Profiles off = Profiles.of(found());
        assertThat(off.all()).isEmpty();
        assertThatThrownBy(() -> off.find("casework")).isInstanceOf(Unavailable.class);
        assertThat(off.find("somebody-else")).isEmpty();

        write("casework", "enabled: true\n" + CASEWORK);
        assertThat(only().name()).isEqualTo("casework");

        write("casework", "enabled: no way\n" + CASEWORK);
        assertThat(found().broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.problems().toString()).contains("system.yaml:1: enabled"));
    }

    @Test
    void xmlSaysWhereRecordsStandAndWhatRepeats() throws IOException {
        write(
                "casework",
                xml(
                        "{ kind: xml, record: x/p:case, namespaces: { p: \"urn:p\" }, repeated: [p:name], objects: [born],"
                                + " join: [ { rows: alias, to: p:name, key: [a, b] }, { rows: office, key: no, to-key: office } ] }"));
        SourceFormat format = only().format();

        assertThat(format.kind()).isEqualTo(SourceFormat.Kind.XML);
        assertThat(format.xml())
                .isEqualTo(new XmlFormat(
                        "x/p:case",
                        Map.of("p", "urn:p"),
                        Set.of("p:name"),
                        Set.of("born"),
                        List.of(
                                new XmlFormat.Join("alias", "p:name", List.of("a", "b"), List.of("a", "b")),
                                new XmlFormat.Join("office", null, List.of("no"), List.of("office"))),
                        false));
    }

    @Test
    void theCharactersOfATextMessageAreWhatTheyAreWhateverItsDeclarationSays() throws IOException {
        write("casework", xml("{ kind: xml, record: case }"));
        SystemEntry entry = only();
        assertThat(entry.formatOfTexts().xml().charsetWins()).isTrue();
        assertThat(entry.format().xml().charsetWins()).isFalse();
        write("casework", xml("{ kind: xml, record: case, charset: windows-1252 }"));
        assertThat(only().format().xml().charsetWins()).isTrue();
    }

    @Test
    void xmlComesOverHttpAsXmlAlone() throws IOException {
        write("casework", xml("{ kind: xml, record: case }"));
        mapping("casework");
        Profiles profiles = Profiles.of(found());
        assertThat(profiles.readings(profiles.entries().get(0)).byMediaType())
                .containsOnlyKeys("application/xml", "text/xml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kind: xml } | record",
                "{ kind: xml, record: 'a b' } | format.record",
                "{ kind: xml, record: a, header: true } | header",
                "{ kind: xml, record: a, repeated: [ '@id' ] } | format.repeated",
                "{ kind: xml, record: a, join: [ { rows: b } ] } | key",
                "{ kind: csv, record: a } | record",
            })
    void whatXmlDoesNotHaveIsRefused(String format, String key) throws IOException {
        write("casework", xml(format));
        assertThatThrownBy(this::read).isInstanceOf(SettingsFault.class).hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kind: xml, record: 'p:a' } | format.record: the prefix \"p\" is not declared under namespaces",
                "{ kind: xml, record: a, repeated: [ 'b/p:c' ] } | format.repeated: the prefix",
                "{ kind: xml, record: a, namespaces: { p: u, q: u } } | format.namespaces: a namespace has two prefixes",
                "{ kind: xml, record: a, join: [ { rows: b, to: b/c, key: k } ] } | rows cannot be put into themselves",
                "{ kind: xml, record: a, join: [ { rows: b, to: b, key: k } ] } | rows cannot be put into themselves",
                "{ kind: xml, record: a, join: [ { rows: b, key: k }, { rows: b, key: l } ] } | the same rows are joined twice",
                "{ kind: xml, record: a, join: [ { rows: d/b, key: k, to-key: b } ] } | rows would stand under the name of the field",
                "{ kind: xml, record: a, join: [ { rows: b, key: [k, l], to-key: m } ] } | cannot be used",
                "{ kind: xml, record: a, charset: no-such-set } | charset",
            })
    void xmlThatDoesNotFitTogetherBreaksItsSystemAlone(String format, String reason) throws IOException {
        write("casework", xml(format));
        mapping("casework");
        Profiles profiles = Profiles.of(found());
        assertThat(profiles.entries()).isEmpty();
        assertThat(profiles.brokenSystems())
                .singleElement()
                .satisfies(broken -> assertThat(broken.problems().toString()).contains(reason));
    }

    private static String xml(String format) {
        return CASEWORK.replaceFirst("(?m)^format: .*$", java.util.regex.Matcher.quoteReplacement("format: " + format));
    }

    @Test
    void startsInShadowModeWhereNobodySaidWhatMayLeave() throws IOException {
        write("casework", CASEWORK.replace("mode: live\n", ""));
        assertThat(only().known().mode()).isEqualTo(NationalSystem.Mode.SHADOW);
    }

    @Test
    void readsWhatAFeedIs() throws IOException {
        write("casework", CASEWORK);
        assertThat(only().feed()).isEqualTo(Feed.CHANGES);
        write("casework", CASEWORK + "feed: { kind: snapshot }\n");
        assertThat(only().feed()).isEqualTo(new Feed(new Feed.Snapshot(Feed.Limit.USUAL, false), null));
        write(
                "casework",
                CASEWORK + "feed: { kind: snapshot, newer-by: stand, vanish-at-most: 2%, order: name,"
                        + " history-before: 2020-01-01 }\n");
        assertThat(only().feed())
                .isEqualTo(new Feed(
                        new Feed.Snapshot(new Feed.Limit(2L, null, 0), true), Instant.parse("2020-01-01T00:00:00Z")));
        write("casework", CASEWORK + "feed: { kind: snapshot, vanish-at-most: 250 }\n");
        assertThat(only().feed().snapshot()).isEqualTo(new Feed.Snapshot(new Feed.Limit(null, 250L, 0), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: snapshots",
                "kind: snapshot, vanish-at-most: 101%",
                "kind: snapshot, vanish-at-most: some",
                "kind: snapshot, vanish-at-most: -1",
                "kind: snapshot, vanish-at-most: 2.5",
                "kind: snapshot, order: date",
                "kind: changes, vanish-at-most: 5%",
                "kind: changes, order: name",
                "kind: changes, history-before: 01.01.2020",
                "kind: changes, history-before: 2020-02-30"
            })
    void refusesAFeedThatMeansNothing(String feed) throws IOException {
        write("casework", CASEWORK + "feed: { " + feed + " }\n");
        assertThatThrownBy(this::read).isInstanceOf(SettingsFault.class).hasMessageContaining("feed");
    }

    @Test
    void advisesWhereAProfileLeavesOpenWhatIsSeldomMeant() throws IOException {
        LocalDate today = LocalDate.of(2026, 11, 27);
        write("registry", REGISTRY);
        assertThat(ProfileAdvice.of(only().profile(), today)).isEmpty();

        write("registry", REGISTRY.replaceAll("(?m)^retention: .*$", ""));
        assertThat(ProfileAdvice.of(only().profile(), today))
                .singleElement()
                .asString()
                .startsWith("retention: is missing, so everything");

        write("registry", REGISTRY.replace(", newer-by: STAND", ""));
        assertThat(ProfileAdvice.of(only().profile(), today))
                .singleElement()
                .asString()
                .startsWith("feed.newer-by: ");

        write(
                "registry",
                REGISTRY.replace("mode: test\n", "")
                        .replace(
                                "feed: { kind: changes, newer-by: STAND }",
                                "feed: { kind: snapshot, vanish-at-most: 0%, history-before: 2027-01-01 }"));
        assertThat(ProfileAdvice.of(only().profile(), today))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("feed.newer-by", "feed.order", "feed.vanish-at-most", "feed.history-before", "mode");
    }

    private void write(String system, String yaml) throws IOException {
        Path folder = Files.createDirectories(home.resolve("config/systems").resolve(system));
        Files.writeString(folder.resolve("system.yaml"), yaml);
    }

    private void mapping(String system) throws IOException {
        Files.writeString(home.resolve("config/systems").resolve(system).resolve("mapping.jslt"), "null");
    }

    private ProfileReader.Found found() {
        return new ProfileReader(new Home(home), environment::get).all();
    }

    /** The entries, or all that is wrong. */
    private List<SystemEntry> read() {
        ProfileReader.Found found = found();
        if (!found.broken().isEmpty()) {
            throw new SettingsFault(found.broken().stream()
                    .flatMap(broken -> broken.problems().stream())
                    .toList());
        }
        return found.entries();
    }

    private SystemEntry only() {
        return read().get(0);
    }
}
