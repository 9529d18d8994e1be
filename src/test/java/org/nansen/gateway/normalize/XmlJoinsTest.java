package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that refer to others by a key, in a record and across a file; the notation is {@link XmlSource#outline}'s. */
class XmlJoinsTest {

    private static final XmlSource CASES = XmlSource.of("case")
            .join("alias", "person", List.of("guid", "pid"), List.of("guid", "pid"))
            .join("groups/group", "person/member", List.of("@id"), List.of("gid"))
            .repeated("person/member");

    private static final XmlSource TABLES = XmlSource.of("person")
            .join("alias", null, List.of("of"), List.of("@id"))
            .join("set/file", null, List.of("no"), List.of("file"));

    @Test
    void rowsAreMovedIntoThoseThatTheyReferTo() {
        assertThat(CASES.outline("<case><alias><pid>2</pid><n>A</n></alias><person><pid>1</pid></person>"
                        + "<person><pid>2</pid></person><alias><pid>2</pid><n>B</n></alias></case>"))
                .isEqualTo("1{\"person\":[{\"pid\":\"1\"},"
                        + "{\"pid\":\"2\",\"alias\":[{\"pid\":\"2\",\"n\":\"A\"},{\"pid\":\"2\",\"n\":\"B\"}]}]}");
    }

    @Test
    void theFirstKeyThatARowHasCounts() {
        assertThat(CASES.outline(
                        "<case><person><guid>g</guid><pid>1</pid></person><person><guid>h</guid><pid>2</pid></person>"
                                + "<alias><guid>h</guid><pid>1</pid></alias><alias><pid>1</pid></alias></case>"))
                .isEqualTo("1{\"person\":[{\"guid\":\"g\",\"pid\":\"1\",\"alias\":[{\"pid\":\"1\"}]},"
                        + "{\"guid\":\"h\",\"pid\":\"2\",\"alias\":[{\"guid\":\"h\",\"pid\":\"1\"}]}]}");
    }

    @Test
    void aRowMayBelongToSeveralDeepInTheRecord() {
        assertThat(CASES.outline(
                        "<case><person><member><gid>7</gid></member></person><person><member><gid>7</gid></member></person>"
                                + "<groups><group id='7'><n>x</n></group></groups></case>"))
                .isEqualTo("1{\"person\":[{\"member\":[{\"gid\":\"7\",\"group\":[{\"@id\":\"7\",\"n\":\"x\"}]}]},"
                        + "{\"member\":[{\"gid\":\"7\",\"group\":[{\"@id\":\"7\",\"n\":\"x\"}]}]}],\"groups\":{}}");
    }

    @Test
    void aRowThatRefersToNothingRefusesItsRecordAndNoOther() {
        assertThat(CASES.outline(
                        "<all><case><person><pid>1</pid></person><alias><pid>1</pid></alias><alias><pid>9</pid></alias>"
                                + "</case>\n<case><person><pid>1</pid></person><alias><n>x</n></alias></case>\n"
                                + "<case><person><pid>1</pid></person></case></all>"))
                .isEqualTo("1!NG-145@alias[1].pid 2!NG-145@alias[0].guid 3{\"person\":[{\"pid\":\"1\"}]}");
    }

    @Test
    void whereARowWouldPushAsideAFieldTheRecordIsRefused() {
        assertThat(CASES.outline(
                        "<case><person><pid>1</pid><alias>x</alias></person><alias><pid>1</pid></alias></case>"))
                .isEqualTo("1!NG-144@person[0].alias");
    }

    @Test
    void aJoinedRowIsTheSameContentAsBefore() {
        String text = "<case><person><pid>1</pid></person><alias><pid>1</pid><n>A</n></alias></case>";
        byte[] content = ((RawUnit.Fields) CASES.units(text).get(0)).content();
        assertThat(((RawUnit.Fields) CASES.units(text.replace("A", "B")).get(0)).content())
                .isNotEqualTo(content);
        assertThat(((RawUnit.Fields) CASES.units(text).get(0)).content()).isEqualTo(content);
    }

    @Test
    void tablesOfAFileAreJoinedWhereverTheyStand() {
        String text = """
                <set><alias><of>2</of><n>A</n></alias>
                <person id="1"><file>F</file></person>
                <person id="2"><file>F</file></person>
                <alias><of>2</of><n>B</n></alias>
                <file><no>F</no><t>x</t></file></set>
                """;
        String file = "\"file\":";
        assertThat(TABLES.outline(text)).isEqualTo("2!NG-144@file 3!NG-144@file");
        assertThat(TABLES.outline(text.replace("<file>F</file></person>", "<file_>F</file_></person>")))
                .as("a key that nobody has leaves a row over")
                .contains("5!NG-145@file.no");
        XmlSource renamed = XmlSource.of("person")
                .join("alias", null, List.of("of"), List.of("@id"))
                .join("set/file", null, List.of("no"), List.of("in"));
        assertThat(renamed.outline(text.replace("<file>F</file></person>", "<in>F</in></person>")))
                .isEqualTo("2{\"@id\":\"1\",\"in\":\"F\"," + file + "[{\"no\":\"F\",\"t\":\"x\"}]}"
                        + " 3{\"@id\":\"2\",\"in\":\"F\",\"alias\":[{\"of\":\"2\",\"n\":\"A\"},{\"of\":\"2\",\"n\":\"B\"}],"
                        + file + "[{\"no\":\"F\",\"t\":\"x\"}]}");
    }

    @Test
    void aRowOfNobodyIsRefusedAloneAndTheRecordsGoOn() {
        assertThat(TABLES.outline("<set><person id='1'/>\n<alias><of>3</of></alias>\n<alias><n>x</n></alias></set>"))
                .isEqualTo("1{\"@id\":\"1\"} 2!NG-145@alias.of 3!NG-145@alias.of");
    }

    @Test
    void aRowThatCannotBeReadEndsTheReadingForNobodyKnowsWhoseItIs() {
        assertThat(TABLES.outline("<set><person id='1'/>\n<alias><of>1</of><n>x</n><n>y</n></alias></set>"))
                .isEqualTo("2#NG-144");
    }

    @Test
    void aRowChangesTheContentOfTheRecordThatItBelongsTo() {
        String text = "<set><person id='1'/><alias><of>1</of><n>A</n></alias></set>";
        assertThat(((RawUnit.Fields) TABLES.units(text.replace("A", "B")).get(0)).content())
                .isNotEqualTo(((RawUnit.Fields) TABLES.units(text).get(0)).content());
    }

    @Test
    void tablesThatAreTooLargeToHoldRefuseTheFile() {
        // 16 for each element and its name, 61,000 characters: 140 rows are more than 8 Mi.
        String row = "<alias><of>1</of><n>" + "x".repeat(61_000) + "</n></alias>\n";
        assertThat(TABLES.outline("<set><person id='1'/>" + row.repeat(140) + "</set>"))
                .isEqualTo("138#NG-146");
    }

    @Test
    void rowsThatMakeARecordTooLargeRefuseIt() {
        String row = "<alias><of>1</of><n>" + "x".repeat(61_000) + "</n></alias>";
        assertThat(TABLES.outline("<set><person id='1'/><person id='2'/>" + row.repeat(5) + "</set>"))
                .isEqualTo("1!NG-117 1{\"@id\":\"2\"}");
    }
}
