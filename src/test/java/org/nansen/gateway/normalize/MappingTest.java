package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.settings.SettingsFault;

class MappingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1980-08-01, iso, 1980-08-01",
        "1980-08-01T00:00:00+02:00, iso, 1980-08-01",
        "1980-08-01 23:59:59.999, iso, 1980-08-01",
        "1980-08, iso, 1980-08",
        "1980, iso, 1980",
        "1978/1982, iso, 1978/1982",
        "01.08.1980, dd.MM.yyyy, 1980-08-01",
        "1.8.1980, d.M.yyyy, 1980-08-01",
        "00.08.1980, dd.MM.yyyy, 1980-08",
        "00.00.1980, dd.MM.yyyy, 1980",
        "00.00.0000, dd.MM.yyyy, XXXX",
        "01.08.1980 00:00:00, dd.MM.yyyy, 1980-08-01",
        "19800801, yyyyMMdd, 1980-08-01",
        "08/1980, MM/yyyy, 1980-08",
        "29.02.2000, dd.MM.yyyy, 2000-02-29",
    })
    void aBirthDateIsReadAsFarAsItIsKnown(String text, String format, String date) throws Exception {
        JsonNode given = eval("birth-date({\"value\": .X, \"formats\": [\"" + format + "\"]})", text);
        assertThat(given.path("value").asText()).isEqualTo(date);
        assertThat(given.path("estimated").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "31.02.1980, dd.MM.yyyy",
        "29.02.1900, dd.MM.yyyy",
        "01.13.1980, dd.MM.yyyy",
        "01.00.1980, dd.MM.yyyy",
        "1.8.80, dd.MM.yyyy",
        "01.08.1980x, dd.MM.yyyy",
        "01/08/1980, dd.MM.yyyy",
        "1980-08-01, dd.MM.yyyy",
        "01.08.2980, dd.MM.yyyy",
        "01.08.1080, dd.MM.yyyy",
        "1982/1978, iso",
        "1980-08-01+99:99, iso",
        "1980-08-01T99:99:99Z, iso",
        "1.8.1980-10:30, d.M.yyyy",
        "unknown, iso",
        "٠١.٠٨.١٩٨٠, dd.MM.yyyy"
    })
    void anImpossibleBirthDateIsRefused(String text, String format) throws Exception {
        eval("birth-date({\"value\": .X, \"formats\": [\"" + format + "\"]})", text);
        assertThat(lastProblems).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("X");
            assertThat(problem.code().code()).isEqualTo("NG-103");
        });
    }

    @Test
    void ofSeveralDatesNoneIsTakenSilently() {
        MappingRig rig = new MappingRig(folder);
        for (String call : new String[] {"date(.X)", "birth-date(.X)", "date-time(.X)", "date({ \"value\": .X })"}) {
            assertThat(rig.evalOn(call, "{\"X\": [\"1980-08-01\", \"1981-08-01\"]}")
                            .isNull())
                    .isTrue();
            assertThat(rig.problems()).as(call).containsExactly("X NG-104");
        }
        assertThat(rig.evalOn("date(.X)", "{\"X\": []}").isNull()).isTrue();
        assertThat(rig.problems()).isEmpty();
    }

    @Test
    void otherDatesAndTimesAreReadAndTurnedToUtc() throws Exception {
        assertThat(eval("date({\"value\": .X, \"formats\": [\"dd.MM.yyyy\"]})", "24.12.2025")
                        .asText())
                .isEqualTo("2025-12-24");
        assertThat(eval("date({\"value\": .X, \"partial\": true})", "2025-12").asText())
                .isEqualTo("2025-12");
        eval("date(.X)", "2025-12");
        assertThat(lastProblems).extracting(problem -> problem.code().code()).containsExactly("NG-104");
        assertThat(eval("date-time(.X)", "2025-07-01T12:00:00+02:00").asText()).isEqualTo("2025-07-01T10:00:00Z");
        assertThat(eval(
                                "date-time({\"value\": .X, \"formats\": [\"dd.MM.yyyy HH:mm\"], \"zone\": \"Europe/Berlin\"})",
                                "01.07.2025 12:00")
                        .asText())
                .isEqualTo("2025-07-01T10:00:00Z");
        eval("date-time(.X)", "2025-07-01T12:00:00");
        assertThat(lastProblems).extracting(problem -> problem.code().code()).containsExactly("NG-104");
    }

    @Test
    void aNameIsPutInOrder() throws Exception {
        JsonNode name = eval("name({\"surname\": .X, \"given\": \" A  B \"})", "Mu\u0308ller");
        assertThat(name.path("surname").asText()).isEqualTo("M\u00FCller");
        assertThat(name.path("given").asText()).isEqualTo("A B");
        assertThat(name.path("script").asText()).isEqualTo("Latn");
        assertThat(name.path("type").asText()).isEqualTo("primary");

        JsonNode single = eval("name({\"given\": .X})", "Суфиян");
        assertThat(single.path("full").asText()).isEqualTo("Суфиян");
        assertThat(single.path("script").asText()).isEqualTo("Cyrl");
        assertThat(eval("name({\"surname\": .NONE})", "x").isNull()).isTrue();
    }

    @Test
    void nothingInGivesNothingOutExceptForRequired() throws Exception {
        for (String call : List.of(
                "code(\"country\", \"ISO-2\", .NONE)",
                "birth-date({\"value\": .NONE})",
                "birth-date(.NONE)",
                "date(.NONE)",
                "date-time(.NONE)",
                "name(.NONE)",
                "opaque(.NONE)")) {
            assertThat(eval(call, "x").isNull()).as(call).isTrue();
            assertThat(lastProblems).as(call).isEmpty();
        }
        eval("required(.NONE)", "x");
        assertThat(lastProblems).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("NONE");
            assertThat(problem.code().code()).isEqualTo("NG-101");
        });
    }

    @Test
    void anOpaqueTokenIsStableAndTellsNothing() throws Exception {
        String token = eval("opaque(.X)", "clerk").asText();
        assertThat(token).matches("[\\w-]{24}");
        assertThat(eval("opaque(.X)", "clerk").asText()).isEqualTo(token);
        assertThat(eval("opaque(.X)", "other").asText()).isNotEqualTo(token);
    }

    @Test
    void aMappingThatFailsTellsNoValue() throws Exception {
        eval("{ \"a\": error(.X) }", "Canary");
        assertThat(lastProblems).singleElement().satisfies(problem -> {
            assertThat(problem.code().code()).isEqualTo("NG-108");
            assertThat(problem.hint()).doesNotContain("Canary");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"a\": |:1: Parse error",
                "import \"x.jslt\" as x . |imports are not allowed",
                "code(\"country\", \"NOWHERE\", .X) |:1: list \"country\" has no code system \"NOWHERE\"",
                "code(\"planet\", \"ISO-2\", .X) |:1: there is no list \"planet\"",
                "code(\"country\", .S, .X) |must be written out",
                "birth-date({\"value\": .X, \"formats\": [\"dd.MM.yy\"]}) |\"dd.MM.yy\" is no date format",
                "{\"a\": now()} |now() must not be used",
                "mistyped(.X) |:1:"
            })
    void aWrongMappingStopsTheStartWithItsPlace(String mapping, String reason) {
        assertThatThrownBy(() -> compile(mapping))
                .isInstanceOf(SettingsFault.class)
                .hasMessageStartingWith("config/systems/x/mapping.jslt")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"Ulm, [^0-9]*, Ulm", "Ulm, U.m, Ulm", "Ulm7, [^0-9]*, NG-147", "7, '', NG-147", "' ', x, nothing"})
    void aValueThatHasNotTheFormIsRefusedWithItsField(String value, String form, String outcome) throws Exception {
        JsonNode given = eval("matching(.X, \"" + form + "\")", value);
        if (outcome.startsWith("NG")) {
            assertThat(given.isNull()).isTrue();
            assertThat(lastProblems).singleElement().satisfies(problem -> {
                assertThat(problem.code().code()).isEqualTo(outcome);
                assertThat(problem.field()).isEqualTo("X");
            });
        } else {
            assertThat(given.asText("nothing")).isEqualTo(outcome);
            assertThat(lastProblems).isEmpty();
        }
    }

    @Test
    void aFormThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> compile("matching(.X, \"[\")"))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining(":1: \"[\" is no regular expression");
    }

    @Test
    void aMissingMappingStopsTheStart() {
        assertThatThrownBy(() -> Mapping.of(
                        folder.resolve("mapping.jslt"), "config/systems/x/mapping.jslt", CodeLists.builtIn(), "x"))
                .hasMessage("config/systems/x/mapping.jslt: is missing");
    }

    private List<SourceUnit.Problem> lastProblems = List.of();

    private JsonNode eval(String mapping, String value) throws Exception {
        SourceObject.Trail trail = new SourceObject.Trail();
        SourceObject source = new SourceObject(trail, "");
        source.set("X", new TextNode(value));
        MappingRun run = MappingRun.begin(
                new RawUnit.Fields(1, new byte[0], source, trail, List.of()), LocalDate.parse("2026-11-23"));
        try {
            return compile(mapping).apply(source, run);
        } finally {
            lastProblems = run.problems();
            MappingRun.end();
        }
    }

    private Mapping compile(String mapping) throws Exception {
        Path file = Files.writeString(folder.resolve("mapping.jslt"), mapping);
        return Mapping.of(file, "config/systems/x/mapping.jslt", CodeLists.builtIn(), "x");
    }
}
