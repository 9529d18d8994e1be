package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.settings.SettingsFault;

/** A mapping in XSLT, from the XML to canonical records. */
class StylesheetTest {

    /** The name stands in the middle of a sentence: where the words are is what they mean. */
    private static final String MIXED = """
            <file id="R1" file="F1">
              <note>Heard as <given>Ada</given> <sur>Ulm</sur>, born <born>01.08.1980</born> in <place>Tiranë</place>.</note>
              <nation code="121"/>
              <Religion>none of our business</Religion>
            </file>
            """;

    private static final String RULES = """
            <xsl:template match="file">
              <xsl:sequence select="map{
                'event': 'application',
                'personRef': map{ 'value': string(@id) },
                'person': map{
                  'names': array{ ng:name(map{ 'surname': note/sur, 'given': note/given }) },
                  'birthDate': ng:birth-date(map{ 'value': note/born, 'formats': array{ 'dd.MM.yyyy' } }),
                  'birthPlace': string(note/place),
                  'sex': map{ 'code': 0 },
                  'nationalities': array{ map{ 'country': ng:code('country', 'DESTATIS', nation/@code), 'status': 'claimed' } } },
                'application': map{ 'type': 'first' } }"/>
            </xsl:template>
            """;

    @TempDir
    Path folder;

    @Test
    void mixedXmlBecomesACanonicalRecord() throws Exception {
        AsylumRecord record = only(read(RULES, MIXED));

        assertThat(record.source().recordId()).isEqualTo("R1");
        assertThat(record.caseRef().value()).isEqualTo("F1");
        assertThat(record.person().names()).singleElement().satisfies(name -> {
            assertThat(name.surname()).isEqualTo("Ulm");
            assertThat(name.given()).isEqualTo("Ada");
            assertThat(name.script()).isEqualTo("Latn");
        });
        assertThat(record.person().birthDate().value()).isEqualTo("1980-08-01");
        assertThat(record.person().birthPlace()).isEqualTo("Tiranë");
        // DESTATIS 121 is Albania.
        assertThat(record.person().nationalities().get(0).country().code()).isEqualTo("ALB");
        assertThat(record.provenance())
                .anySatisfy(change -> {
                    assertThat(change.field()).isEqualTo("person/birthDate");
                    assertThat(change.original()).isEqualTo("01.08.1980");
                })
                .anySatisfy(change -> assertThat(change.field()).isEqualTo("source:Religion"));
    }

    @Test
    void oneRecordMayGiveSeveralOrNone() throws Exception {
        String several =
                RULES.replace("'personRef': map{ 'value': string(@id) }", "'personRef': map{ 'value': string(.) }")
                                .replace("match=\"file\"", "match=\"p\"")
                        + "<xsl:template match=\"file\"><xsl:apply-templates select=\"p\"/></xsl:template>";
        String text =
                "<file id='R1' file='F1'><p>a<note><sur>X</sur><born>01.01.1980</born></note><nation code='121'/></p>"
                        + "<p>b<note><sur>Y</sur><born>01.01.1981</born></note><nation code='121'/></p></file>";
        List<SourceUnit> units = read(several, text);
        assertThat(((Mapped) units.get(0)).records())
                .extracting(record -> record.person().names().get(0).surname())
                .containsExactly("X", "Y");
        assertThat(read("<xsl:template match=\"file\"/>", MIXED))
                .singleElement()
                .isInstanceOf(SourceUnit.Skipped.class);
    }

    @Test
    void whatIsWrongInARecordNamesItsFieldAndNoValue() throws Exception {
        Refused refused =
                refused(read(RULES, MIXED.replace("01.08.1980", "Canary").replace("\"121\"", "\"Canary\"")));
        assertThat(refused.problems())
                .extracting(problem -> problem.code().code() + " " + problem.field())
                .contains("NG-103 note.born", "NG-102 nation.@code");
        assertThat(refused.toString()).doesNotContain("Canary");
    }

    @Test
    void whatIsRequiredAndMissingIsNamedAsTheMappingAskedForIt() throws Exception {
        Refused refused = refused(read(
                RULES.replace("note/sur,", "ng:required(note/surname),").replace("string(@id)", "ng:required(@number)"),
                MIXED));
        assertThat(refused.problems())
                .extracting(problem -> problem.code().code() + " " + problem.field())
                .contains("NG-101 surname", "NG-101 @number");
    }

    @Test
    void whatIsRequiredIsStillItsFieldForTheNextFunction() throws Exception {
        Refused refused = refused(read(
                RULES.replace("'value': note/born", "'value': ng:required(note/born)")
                        .replace("nation/@code)", "ng:matching(ng:required(nation/@code), '[A-Za-z]+'))"),
                MIXED.replace("01.08.1980", "31.02.1980").replace("\"121\"", "\"Canary\"")));
        assertThat(refused.problems())
                .extracting(problem -> problem.code().code() + " " + problem.field())
                .containsExactlyInAnyOrder("NG-103 note.born", "NG-102 nation.@code");
    }

    @Test
    void aPartThatIsNothingIsNotThereForAFunction() throws Exception {
        AsylumRecord given = only(read(RULES, MIXED.replace("<sur>Ulm</sur>", "")));
        assertThat(given.person().names()).singleElement().satisfies(name -> {
            assertThat(name.full()).isEqualTo("Ada");
            assertThat(name.surname()).isNull();
        });
        AsylumRecord surname = only(read(
                RULES, MIXED.replace("<given>Ada</given>", "").replace("Ulm", "\u0633\u0648\u0641\u064a\u0627\u0646")));
        assertThat(surname.person().names()).singleElement().satisfies(name -> assertThat(name.script())
                .isEqualTo("Arab"));
    }

    @Test
    void mixedContentInAnotherOrderIsOtherContent() throws Exception {
        Normalizer normalizer = normalizer(RULES);
        byte[] content = content(normalizer, MIXED);
        assertThat(content(
                        normalizer,
                        MIXED.replace("<file id=\"R1\" file=\"F1\">\n  <note>", "<file file='F1'  id='R1'><note>")))
                .isEqualTo(content);
        assertThat(content(
                        normalizer,
                        MIXED.replace("<given>Ada</given> <sur>Ulm</sur>", "<sur>Ulm</sur> <given>Ada</given>")))
                .isNotEqualTo(content);
        assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain("none of our business");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<xsl:include href='other.xsl'/> | :3: xsl:include is not allowed",
                "<xsl:import href='file:///etc/passwd'/> | :3: xsl:import is not allowed",
                "<xsl:template match='a'><xsl:result-document href='x'/></xsl:template> | xsl:result-document is not allowed",
                "<xsl:template match='a'><xsl:evaluate xpath='1'/></xsl:template> | xsl:evaluate is not allowed",
                "<xsl:template match='a'><xsl:source-document href='x'/></xsl:template> | xsl:source-document is not allowed",
                "<xsl:variable name='a' select=\"document('x')\"/> | document() is not allowed",
                "<xsl:variable name='a' select=\"fn:doc('x')\" xmlns:fn='http://www.w3.org/2005/xpath-functions'/> | doc() is not allowed",
                "<xsl:variable name='a' select=\"unparsed-text('x')\"/> | unparsed-text() is not allowed",
                "<xsl:variable name='a' select=\"unparsed-text-lines#1\"/> | unparsed-text-lines() is not allowed",
                "<xsl:variable name='a' select=\"json-doc('x')\"/> | json-doc() is not allowed",
                "<xsl:variable name='a' select=\"environment-variable('HOME')\"/> | environment-variable() is not allowed",
                "<xsl:variable name='a' select=\"system-property('user.home')\"/> | system-property() is not allowed",
                "<xsl:variable name='a' expand-text='yes'>{collection()}</xsl:variable> | collection() is not allowed",
                "<xsl:variable name='a' select=\"transform(map{})\"/> | transform() is not allowed",
                "<xsl:variable name='a' select=\"current-dateTime()\"/> | current-dateTime() must not be used",
                "<xsl:variable name='a' select=\"jf:getProperty('user.home')\" xmlns:jf='java:java.lang.System'/> | :3: ",
                "<xsl:variable name='a' select=\"mistyped(1)\"/> | :3: ",
                "<xsl:template | not well-formed",
            })
    void aWrongOrCuriousStylesheetStopsTheStartWithItsPlace(String rules, String reason) {
        assertThatThrownBy(() -> normalizer(rules))
                .isInstanceOf(SettingsFault.class)
                .hasMessageStartingWith("config/systems/x/mapping.xsl:")
                .hasMessageContaining(reason);
    }

    @Test
    void aDocumentTypeInAStylesheetIsRefused() throws Exception {
        Files.writeString(
                folder.resolve("mapping.xsl"),
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<xsl:stylesheet version='3.0'"
                        + " xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>&e;</xsl:stylesheet>");
        assertThatThrownBy(() -> Normalizer.of(XmlSource.of("file").format("x", folder)))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("document type declaration");
    }

    /** Names made of parts, so that the look through the text does not see them: what they reach is nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'do' || 'c'}('file:///etc/passwd')",
                "{'docu' || 'ment'}('file:///etc/passwd')",
                "{'unparsed' || '-text'}('file:///etc/passwd')",
                "{'unparsed-text' || '-lines'}('file:///etc/passwd')",
                "{'json' || '-doc'}('file:///etc/passwd')",
                "{'collec' || 'tion'}('file:///etc')",
                "{'uri-collec' || 'tion'}('file:///etc')",
                "{'do' || 'c'}('http://127.0.0.1:9/x')",
                "{'trans' || 'form'}(map{{'stylesheet-location':'file:///etc/passwd'}})",
                "{'function-' || 'lookup'}(xs:QName('fn:unparsed-text'), 1)('file:///etc/passwd')",
            })
    void whatIsHiddenFromTheLookFailsWhenItRuns(String expression) throws Exception {
        String rules = "<xsl:template match=\"file\"><xsl:sequence _select=\"map{{'event': string((" + expression
                + ")[1])}}\"/></xsl:template>";
        assertThat(refused(read(rules, MIXED)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code().code()).isEqualTo("NG-108"));
    }

    @Test
    void theEnvironmentAndThePropertiesOfTheProcessAreEmpty() throws Exception {
        String rules = RULES.replace(
                        "<xsl:sequence select",
                        "<xsl:variable name=\"seen\" _select=\"{'string-join((environment' || '-variable(''PATH''),"
                                + " system-' || 'property(''java.home''), available-environment-' || 'variables(), ''-''), ''|'')'}\"/>"
                                + "<xsl:sequence select")
                .replace("'birthPlace': string(note/place)", "'birthPlace': $seen");
        assertThat(only(read(rules, MIXED)).person().birthPlace()).matches("\\|{1,2}-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:template match=\"file\"><xsl:apply-templates select=\".\"/></xsl:template>",
                "<xsl:template match=\"file\"><xsl:call-template name=\"l\"/></xsl:template>"
                        + "<xsl:template name=\"l\"><xsl:call-template name=\"l\"/></xsl:template>",
                "<xsl:function name=\"l:l\"><xsl:param name=\"n\"/><xsl:sequence select=\"l:l($n + 1)\"/></xsl:function>"
                        + "<xsl:template match=\"file\"><xsl:sequence select=\"l:l(1)\"/></xsl:template>",
                "<xsl:template match=\"file\"><xsl:variable name=\"n\" select=\"string(note)\"/><xsl:sequence select=\"count(for $i in 1 to 2000000000 return string($i)[. = $n])\"/></xsl:template>",
                "<xsl:template match=\"file\"><xsl:variable name=\"n\" select=\"string(note)\"/><xsl:iterate select=\"1 to 2000000000\"><xsl:if test=\"string(.) = $n\">x</xsl:if></xsl:iterate></xsl:template>",
            })
    void whatWouldNotEndIsStopped(String rules) throws Exception {
        long start = System.nanoTime();
        assertThat(refused(read(rules, MIXED)).problems())
                .allSatisfy(problem -> assertThat(problem.code().code()).isEqualTo("NG-108"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void nothingThatAStylesheetSaysGetsOut() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Refused refused;
        try (PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            refused = refused(read(
                    "<xsl:template match=\"file\"><xsl:message select=\"note/sur\"/>"
                            + "<xsl:sequence select=\"trace(note/sur)\"/>"
                            + "<xsl:message terminate=\"yes\" select=\"'Canary'\"/></xsl:template>",
                    MIXED));
            refused(read(
                    "<xsl:template match=\"file\"><xsl:sequence select=\"error((), note/sur)\"/></xsl:template>",
                    MIXED));
            refused(read(
                    "<xsl:template match=\"file\"><xsl:sequence select=\"xs:date(note/sur)\"/></xsl:template>", MIXED));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Ulm", "Canary");
        assertThat(refused.toString()).doesNotContain("Ulm", "Canary");
    }

    @Test
    void whatIsWrongWithTheMappingItselfIsToldAsInJsltAndToNobodyElse() throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Refused refused;
        try (PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(all);
            refused = refused(read(RULES.replace("note/sur,", "ng:matching(note/sur, '[0-9'),"), MIXED));
        } finally {
            System.setErr(err);
        }
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code().code()).isEqualTo("NG-108");
            assertThat(problem.hint()).isEqualTo("The mapping has a form that is no regular expression.");
        });
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theMappingsVersionIsTheStylesheets() throws Exception {
        String before = normalizer(RULES).mappingVersion();
        assertThat(normalizer(RULES).mappingVersion()).isEqualTo(before);
        assertThat(normalizer(RULES.replace("'first'", "'subsequent'")).mappingVersion())
                .isNotEqualTo(before);
    }

    @Test
    void twoMappingsAreNoneAndAStylesheetIsForXml() throws Exception {
        normalizer(RULES);
        assertThatThrownBy(() -> Normalizer.of(new SourceFormat(
                        "x",
                        folder,
                        SourceFormat.Kind.JSON,
                        "UTF-8",
                        ',',
                        true,
                        List.of(),
                        false,
                        "id",
                        new SourceFormat.ReferenceField("x", "id"),
                        new SourceFormat.ReferenceField("x", "id"),
                        null,
                        "XAA",
                        "Act",
                        "asylum",
                        true)))
                .hasMessage("config/systems/x/mapping.xsl: is for format.kind xml; use mapping.jslt");
        assertThatThrownBy(() -> Normalizer.of(XmlSource.of("file")
                        .join("a", "b", List.of("k"), List.of("k"))
                        .format("x", folder)))
                .hasMessageContaining("format.join is for mapping.jslt");
        Files.writeString(folder.resolve("mapping.jslt"), "null");
        assertThatThrownBy(() -> Normalizer.of(XmlSource.of("file").format("x", folder)))
                .hasMessage("config/systems/x: has mapping.jslt and mapping.xsl; one of them must go");
    }

    private byte[] content(Normalizer normalizer, String text) {
        return ((Mapped) Formats.read(normalizer, new ByteArrayInputStream(Formats.utf8(text)))
                        .get(0))
                .content();
    }

    private List<SourceUnit> read(String rules, String text) throws Exception {
        return Formats.read(normalizer(rules), new ByteArrayInputStream(Formats.utf8(text)));
    }

    private Normalizer normalizer(String rules) throws Exception {
        Files.writeString(
                folder.resolve("mapping.xsl"),
                "<xsl:stylesheet version=\"3.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" xmlns:ng=\"urn:nansen:mapping\"\n"
                        + " xmlns:l=\"urn:l\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:fn=\"http://www.w3.org/2005/xpath-functions\">\n"
                        + rules + "\n</xsl:stylesheet>\n");
        return Normalizer.of(XmlSource.of("file").identity("@id", "@file").format("x", folder));
    }

    private static AsylumRecord only(List<SourceUnit> units) {
        assertThat(units).singleElement().isInstanceOf(Mapped.class);
        return ((Mapped) units.get(0)).records().get(0);
    }

    private static Refused refused(List<SourceUnit> units) {
        assertThat(units).singleElement().isInstanceOf(Refused.class);
        return (Refused) units.get(0);
    }
}
