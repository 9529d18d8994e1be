package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stylesheet reads of its record, as whoever proves it is told. */
class WatchedNodeTest {

    private static final String FILE = """
            <file id="R1" file="F1" since="2020">
              <name kind="birth"><sur>Ulm</sur><given>Ada</given></name>
              <name kind="alias"><sur>Korb</sur><given/></name>
              <note>Heard as <b>Ada</b> in <i>Ulm</i>.</note>
              <room><floor>2</floor><door>7</door></room>
            </file>
            """;

    /** All that stands in it, but for the numbers that the settings read. */
    private static final String ALL = "@since, name, note, room";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1                              | " + ALL,
                "string(@since)                 | name, note, room",
                "name/sur                       | @since, name.@kind, name.given, note, room",
                "name[1]/sur                    | @since, name.@kind, name.given, note, room",
                "string(name[1])                | @since, name.@kind, note, room",
                "name[@kind = 'alias']/given    | @since, name.sur, note, room",
                "count(name)                    | @since, name.@kind, name.given, name.sur, note, room",
                "//sur                          | @since, name.@kind, name.given, note, room",
                "note                           | @since, name, note.b, note.i, room",
                "string(note)                   | @since, name, room",
                "note/text()                    | @since, name, note.b, note.i, room",
                "room/*                         | @since, name, note, room.door, room.floor",
                "room/string()                  | @since, name, note",
                "for $r in room/* return $r * 1 | @since, name, note",
                "count(*)                       | " + ALL,
                "*[name() = 'room']             | " + ALL,
                "copy-of(room)/floor            | @since, name, note, room.door",
                "string(.)                      | @since, name.@kind",
                "room/door[. = '7']/../floor    | @since, name, note",
                "outermost(//floor)/string()    | @since, name, note, room.door",
            })
    void whatNobodyAsksForIsNeverRead(String expression, String unread) throws IOException {
        assertThat(String.join(", ", observed("count((" + expression + "))", "").neverRead()))
                .isEqualTo(unread);
    }

    @Test
    void aTemplateReadsWhatItsRuleTakesAndKeysReadWhatTheyAreMadeOf() throws IOException {
        Observation seen = observed(
                "count(key('kind', 'alias'))",
                "<xsl:key name=\"kind\" match=\"name\" use=\"@kind\"/>"
                        + "<xsl:template match=\"door\"><xsl:sequence select=\"map{'d': string(.)}\"/></xsl:template>");
        assertThat(seen.neverRead()).containsExactly("@since", "name.given", "name.sur", "note", "room");

        assertThat(observed("count(room/door) + string-length(string-join(for $d in room/door return $d))", "")
                        .neverRead())
                .containsExactly("@since", "name", "note", "room.floor");
    }

    @Test
    void aStepThatLeadsNowhereIsAskedForAndAbsent() throws IOException {
        assertThat(observed("(room/flor, @sinse, //dor, name/given, //door)", "")
                        .readButAbsent())
                .as("no name has a given name in it, and three are mistyped")
                .containsExactly("//dor", "@sinse", "room.flor");
    }

    @Test
    void prefixesOfTheSettingsAndNumbersOfRepeatedElementsAreNoDifference() throws IOException {
        Files.writeString(folder.resolve("mapping.xsl"), stylesheet("name[2]/sur", ""));
        Observation seen = new Observation();
        SourceFormat format = XmlSource.of("p:file")
                .namespaces(java.util.Map.of("p", "urn:p"))
                .identity("@id", "p:room.p:door")
                .format("x", folder);
        read(Normalizer.of(format), FILE.replace("<file", "<file xmlns=\"urn:p\""), seen);

        assertThat(seen.neverRead())
                .doesNotContain("@id", "room", "room.door", "p:room")
                .contains("room.floor");
    }

    /** Looking on changes nothing: expressions that walk the tree in every way give the same watched and unwatched. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "string-join(.//*/name(), ',')",
                "string-join(//@*/concat(name(), '=', .), ',')",
                "string-join(for $n in name return concat(position(), $n/sur, count($n/preceding-sibling::*), $n/../@id), ';')",
                "string-join((//sur | //given | //sur)/.., '-')",
                "string-join(reverse(//*)/local-name(), ' ')",
                "string-join(//*[following-sibling::room]/name(), ' ')",
                "serialize(room)",
                "string-join(distinct-values(//*/name()), '')",
                "string(note/b << note/i) || string(note/b is note/b) || count(note/b | note/b)",
                "path(room/door)",
                "root(room/door)/*/name()",
                "string-join(innermost(//name)/sur, '')",
                "string-join(sort(//door | //floor), '')",
                "copy-of(name[2])/sur",
                "snapshot(room/door)/../../@id",
                "string-join(//text()[normalize-space()], '|')",
            })
    void lookingOnChangesNothing(String expression) throws IOException {
        String rule = "substring('x' || string-join((" + expression + "), '/'), 1, 150)";
        Files.writeString(folder.resolve("mapping.xsl"), stylesheet(rule + WHOLE, ""));
        Normalizer normalizer =
                Normalizer.of(XmlSource.of("file").identity("@id", "@file").format("x", folder));

        List<String> unseen = read(normalizer, FILE, null);
        assertThat(unseen).isNotEmpty().allSatisfy(record -> assertThat(record).contains("\"birthPlace\":\"x"));
        assertThat(read(normalizer, FILE, new Observation())).isEqualTo(unseen);
    }

    /** What makes a whole record of it. */
    private static final String WHOLE = ", 'names': array{ map{ 'type': 'primary', 'surname': 'Dorvane' } },"
            + " 'birthDate': map{ 'value': '1980', 'estimated': false() }, 'sex': map{ 'code': 0 },"
            + " 'nationalities': array{ map{ 'country': map{ 'code': 'GEO' }, 'status': 'claimed' } } },"
            + " 'application': map{ 'type': 'first'";

    private Observation observed(String expression, String rules) throws IOException {
        Files.writeString(
                folder.resolve("mapping.xsl"), stylesheet("string-join((" + expression + ") ! string(.))", rules));
        Observation seen = new Observation();
        read(Normalizer.of(XmlSource.of("file").identity("@id", "@file").format("x", folder)), FILE, seen);
        return seen;
    }

    private static String stylesheet(String expression, String rules) {
        return "<xsl:stylesheet version=\"3.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"
                + rules
                + "<xsl:template match=\"*:file\" priority=\"9\"><xsl:sequence select=\"map{ 'event': 'application',"
                + " 'person': map{ 'birthPlace': " + expression.replace("<<", "&lt;&lt;")
                + " } }\"/></xsl:template></xsl:stylesheet>";
    }

    /** What became of the record, as far as it can be compared. */
    private static List<String> read(
            Normalizer normalizer, String text, @org.jspecify.annotations.Nullable Observation seen) {
        List<String> outcome = new ArrayList<>();
        ByteArrayInputStream in = new ByteArrayInputStream(Formats.utf8(text));
        try (SourceReading reading =
                seen == null ? normalizer.open(in, Formats.RECEIVED) : normalizer.open(in, Formats.RECEIVED, seen)) {
            reading.forEachRemaining(unit -> {
                if (unit instanceof SourceUnit.Mapped mapped) {
                    mapped.records()
                            .forEach(record ->
                                    outcome.add(Comparison.comparable(record).toString()));
                } else {
                    outcome.add(String.valueOf(unit));
                }
            });
        }
        return outcome;
    }
}
