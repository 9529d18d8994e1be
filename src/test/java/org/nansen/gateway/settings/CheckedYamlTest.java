package org.nansen.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedYamlTest {

    private static final String GOOD = "title: Register\ndoor:\n  kind: sftp\n";

    @TempDir
    Path folder;

    @Test
    void keepsDatesLeadingZerosAndYesAsTheTextThatWasWritten() throws IOException {
        JsonNode read = read("title: 010\nuntil: 2027-06-30\ndoor: {kind: rest, host: no, port: 22}\n", Map.of());

        assertThat(read.toString())
                .isEqualTo("{\"title\":\"010\",\"until\":\"2027-06-30\","
                        + "\"door\":{\"kind\":\"rest\",\"host\":\"no\",\"port\":22}}");
    }

    @Test
    void fillsInEnvironmentVariablesAndTheirDefaults() throws IOException {
        JsonNode read = read(
                "title: ${TITLE:None}\nlive: ${LIVE:false}\ndoor:\n  kind: sftp\n  host: \"${HOST}.example.org\"\n  port: ${PORT}\n",
                Map.of("HOST", "drop", "PORT", "2222"));

        assertThat(read.at("/title").asText()).isEqualTo("None");
        assertThat(read.at("/door/host").asText()).isEqualTo("drop.example.org");
        assertThat(read.at("/door/port").isInt()).isTrue();
        assertThat(read.at("/live").isBoolean()).isTrue();
    }

    @Test
    void neverTakesStructureFromAnEnvironmentVariable() throws IOException {
        String hostile = "x\ndoor: {kind: file}\nlive: true";
        JsonNode read = read(
                "title: ${TITLE}\ndoor: {kind: sftp, password: \"${DIGITS}\"}\n",
                Map.of("TITLE", hostile, "DIGITS", "0012"));

        assertThat(read.at("/title").asText()).isEqualTo(hostile);
        assertThat(read.at("/door/kind").asText()).isEqualTo("sftp");
        assertThat(read.has("live")).isFalse();
        assertThat(read.at("/door/password").isTextual()).isTrue();
    }

    @Test
    void doesNotFillInPlaceholdersThatAVariableBrings() throws IOException {
        JsonNode read = read("title: ${TITLE}\ndoor: {kind: sftp}\n", Map.of("TITLE", "${SECRET}", "SECRET", "hush"));

        assertThat(read.at("/title").asText()).isEqualTo("${SECRET}");
    }

    @Test
    void judgesWhatAVariableBroughtByTheSchema() {
        assertThat(problems("title: x\ndoor:\n  kind: sftp\n  host: ${HOST}\n", Map.of("HOST", "a&delete=true")))
                .isEqualTo("test.yaml:4: door.host: does not fit (letters, digits, dots and hyphens)");
    }

    @Test
    void namesLineAndPathOfAMissingVariable() {
        assertThat(problems("title: x\ndoor:\n  kind: sftp\n  host: ${HOST}\n", Map.of()))
                .startsWith("test.yaml:4: door.host: the environment variable HOST is not set");
        assertThat(problems("title: ${a b}\ndoor: {kind: sftp}\n", Map.of()))
                .contains("test.yaml:1: title: ${…} must hold the name");
    }

    @Test
    void suggestsTheNearestKnownKey() {
        assertThat(problems("title: x\ndoor:\n  kind: sftp\n  pasword: y\n", Map.of()))
                .isEqualTo("test.yaml:4: door.pasword: unknown key; did you mean password?");
        assertThat(problems(GOOD + "colour: red\n", Map.of()))
                .isEqualTo("test.yaml:4: colour: unknown key; known are door, live, names, title, until");
    }

    @Test
    void reportsEveryProblemInTheOrderOfTheFile() {
        assertThat(problems("until: tomorrow\nnames: [good, \"B A D\"]\ndoor:\n  kind: stfp\n  port: many\n", Map.of()))
                .isEqualTo(String.join(
                        System.lineSeparator(),
                        "test.yaml:1: title: missing key (what people call the system)",
                        "test.yaml:1: until: does not fit (a date such as 2027-06-30)",
                        "test.yaml:2: names[1]: does not fit (letters, digits, dots and hyphens)",
                        "test.yaml:4: door.kind: must be one of sftp, file, jms, rest; did you mean sftp?",
                        "test.yaml:5: door.port: must be a whole number"));
    }

    @Test
    void neverRepeatsAValue() {
        assertThat(problems("title: x\ndoor: {kind: sftp, port: hunter2, host: \"hunter2 !\"}\n", Map.of()))
                .doesNotContain("hunter2");
    }

    @Test
    void refusesDuplicateKeysTagsAndMergeKeys() {
        assertThat(problems(GOOD + "title: y\n", Map.of()))
                .isEqualTo("test.yaml:4: title: the key is given twice; first in line 1");
        assertThat(problems("title: !!javax.script.ScriptEngineManager [x]\ndoor: {kind: sftp}\n", Map.of()))
                .contains("test.yaml:1: not well-formed YAML: tags (!…) are not taken");
        assertThat(problems("title: !local x\ndoor: {kind: sftp}\n", Map.of()))
                .contains("test.yaml:1: title: tags (!…) are not taken");
        assertThat(problems("title: x\ndoor: &d {kind: sftp}\nnames: []\n<<: *d\n", Map.of()))
                .contains("test.yaml:4: merge keys");
    }

    @Test
    void refusesAliasesThatUnfoldWithoutEnd() {
        StringBuilder laughs = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char name = 'b'; name < 'j'; name++) {
            laughs.append(name).append(": &").append(name).append(" [");
            laughs.append(("*" + (char) (name - 1) + ",").repeat(2)).append("*").append((char) (name - 1));
            laughs.append("]\n");
        }
        assertThat(problems(laughs.toString(), Map.of())).contains("over a limit");
        assertThat(problems("a: &a [*a]\n", Map.of())).contains("over a limit");
        assertThat(problems("a: " + "[".repeat(100) + "]".repeat(100), Map.of()))
                .contains("YAML");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThat(problems("title: x\ndoor:\n\tkind: sftp\n", Map.of()))
                .isEqualTo("test.yaml:3: not well-formed YAML: indent with spaces, not with tabs");
        assertThat(problems("title: x\ndoor: {kind: sftp, host: ${HOST}}\n", Map.of()))
                .isEqualTo("test.yaml:2: not well-formed YAML: inside of { } a ${…} needs quotes around it");
        assertThat(problems("", Map.of())).isEqualTo("test.yaml: the file is empty");
        assertThat(problems("a: 1\n---\nb: 2\n", Map.of())).contains("test.yaml:2: not well-formed YAML");
    }

    @Test
    void refusesWhatCannotBeReadAsText() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "title: Düne".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(fault(file, Map.of())).hasMessage("test.yaml: the file is not UTF-8");
        assertThat(fault(folder.resolve("none.yaml"), Map.of())).hasMessage("test.yaml: the file does not exist");
        Files.write(file, new byte[1024 * 1024 + 1]);
        assertThat(fault(file, Map.of())).hasMessage("test.yaml: the file is larger than 1 MiB");
    }

    private JsonNode read(String yaml, Map<String, String> environment) throws IOException {
        return CheckedYaml.read(write(yaml), "test.yaml", "schema/checked-yaml-test.schema.json", environment::get);
    }

    private String problems(String yaml, Map<String, String> environment) {
        try {
            return fault(write(yaml), environment).getMessage();
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private static SettingsFault fault(Path file, Map<String, String> environment) {
        SettingsFault fault = catchThrowableOfType(
                SettingsFault.class,
                () -> CheckedYaml.read(file, "test.yaml", "schema/checked-yaml-test.schema.json", environment::get));
        assertThat(fault).isNotNull();
        return fault;
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("test.yaml"), yaml);
    }
}
