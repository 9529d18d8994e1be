package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.Reference;
import org.springframework.util.FileSystemUtils;

/** What the border file and the house list of the shelter are shipped to show, beyond what their samples say by themselves. */
class FlatExamplesTest {

    private static final String BORDER = "border-fixed";
    private static final String SHELTER = "shelter-csv";

    private static final Map<String, List<String>> OTHER_TARGETS = Map.of(
            "event", List.of("application", "correction"),
            "status-kind", List.of("withdrawn", "transferred"),
            "application-type", List.of("first", "subsequent"),
            "sex", List.of("1", "2"),
            "document-type", List.of("passport", "visa"),
            "country", List.of("ISL", "NOR"));

    @TempDir
    Path home;

    @TempDir
    Path other;

    @ParameterizedTest
    @ValueSource(strings = {"IBM273", "IBM1141", "IBM037"})
    void theBorderFileAsAMainframeKeepsItGivesTheSameRecordsByTheThreeLinesThatItsSettingsName(String charset)
            throws Exception {
        Normalizer lines = ShippedSystems.reading(BORDER, home);
        Normalizer blocks = inBlocks(charset);
        for (String sample : List.of("night", "zones")) {
            byte[] text = Files.readAllBytes(ShippedSystems.FOLDER.resolve(BORDER + "/samples/" + sample + ".in.txt"));
            byte[] block = new String(text, StandardCharsets.ISO_8859_1)
                    .replace("\n", "")
                    .getBytes(Charset.forName(charset));
            List<String> expected = outline(lines, text);
            assertThat(expected).hasSizeGreaterThan(5);
            assertThat(outline(blocks, block)).isEqualTo(expected);
        }
    }

    @Test
    void aBlockThatLacksAByteHoldsTheFileInsteadOfMovingEveryFieldBehindIt() throws Exception {
        byte[] text = Files.readAllBytes(ShippedSystems.FOLDER.resolve(BORDER + "/samples/night.in.txt"));
        String dense = new String(text, StandardCharsets.ISO_8859_1).replace("\n", "");
        String lacking = dense.substring(0, 3 * 360 - 1) + dense.substring(3 * 360);
        List<String> outline = outline(inBlocks("IBM273"), lacking.getBytes(Charset.forName("IBM273")));
        // The second record has the first byte of the next line for its last one, which is padding; then nothing is of
        // any type.
        assertThat(outline.get(outline.size() - 1)).isEqualTo("12 broken NG-152");
        assertThat(outline.stream().filter(unit -> unit.contains("mapped"))).hasSize(2);
    }

    @Test
    void aFamilyOfTheHouseListHasOneRowAPersonAndOneCase() throws Exception {
        byte[] list = Files.readAllBytes(ShippedSystems.FOLDER.resolve(SHELTER + "/samples/house-list.in.csv"));
        List<AsylumRecord> records = records(ShippedSystems.reading(SHELTER, home), list);
        assertThat(records.stream()
                        .filter(record -> record.caseRef().equals(new Reference("shelter-case", "F-310")))
                        .map(record -> record.personRef().value()))
                .containsExactly("B-1001", "B-1002", "B-1003", "B-1004");
    }

    @Test
    void theHouseListReadInAnotherCharacterSetIsNoticedAndNeverMisread() throws Exception {
        byte[] list = Files.readAllBytes(ShippedSystems.FOLDER.resolve(SHELTER + "/samples/house-list.in.csv"));
        Normalizer utf8 = edited(SHELTER, "charset: windows-1252", "charset: UTF-8");
        // Rücknahme, Šara, Türkei, Führerschein and ungeklärt cannot be read; a name in plain letters can.
        assertThat(outline(utf8, list))
                .anyMatch(unit -> unit.equals("10 refused NG-113 NG-113"))
                .noneMatch(unit -> unit.contains("B-0877"))
                .anyMatch(unit -> unit.contains("B-1001"));
    }

    /** A translation that no sample uses could be any other, and nothing at a start would tell. */
    @ParameterizedTest
    @CsvSource({"border-fixed, border, 18", "shelter-csv, house-list, 35"})
    void everyTranslationIsProvedByASample(String system, String codes, int rows) throws Exception {
        ShippedSystems.switchOn(system, other);
        Path file = other.resolve("config/systems/" + system + "/codes/" + codes + ".csv");
        List<String> shipped = Files.readAllLines(file);
        List<String> unproved = new ArrayList<>();
        int tried = 0;
        for (int line = 1; line < shipped.size(); line++) {
            if (!shipped.get(line).startsWith("#")) {
                tried++;
                List<String> wrong = new ArrayList<>(shipped);
                wrong.set(line, wronglyTranslated(shipped.get(line)));
                Files.write(file, wrong);
                if (!aSampleFails()) {
                    unproved.add(shipped.get(line));
                }
            }
        }
        assertThat(tried).isEqualTo(rows);
        assertThat(unproved).isEmpty();
        Files.write(file, shipped);
        assertThat(aSampleFails()).isFalse();
    }

    /** The row with another target of its list, one that the list really has. */
    private static String wronglyTranslated(String row) {
        String[] cells = row.split(",", 5);
        List<String> targets = OTHER_TARGETS.get(cells[0]);
        cells[3] = cells[3].equals(targets.get(0)) ? targets.get(1) : targets.get(0);
        return String.join(",", cells);
    }

    private boolean aSampleFails() {
        List<BrokenSystem> broken = Profiles.of(ShippedSystems.found(other)).brokenSystems();
        // Nothing else may be wrong: a row that cannot be read proves nothing.
        assertThat(broken).flatExtracting(BrokenSystem::problems).allMatch(problem -> problem.toString()
                .contains("NG-604"));
        return !broken.isEmpty();
    }

    private Normalizer inBlocks(String charset) throws Exception {
        return edited(BORDER, "charset: ISO-8859-1", "charset: " + charset + "\n  unit: bytes\n  line-ends: false");
    }

    private Normalizer edited(String system, String line, String instead) throws Exception {
        ShippedSystems.switchOn(system, other);
        Path settings = other.resolve("config/systems/" + system + "/system.yaml");
        String text = Files.readString(settings);
        assertThat(text).containsOnlyOnce("  " + line + "\n");
        Files.writeString(settings, text.replace("  " + line + "\n", "  " + instead + "\n"));
        // They are in the form that the settings had.
        FileSystemUtils.deleteRecursively(settings.resolveSibling("samples"));
        Profiles profiles = Profiles.of(ShippedSystems.found(other));
        return profiles.readings(profiles.entries().get(0)).own();
    }

    private static List<AsylumRecord> records(Normalizer normalizer, byte[] bytes) {
        List<AsylumRecord> records = new ArrayList<>();
        units(normalizer, bytes).forEach(unit -> {
            if (unit instanceof SourceUnit.Mapped mapped) {
                records.addAll(mapped.records());
            }
        });
        return records;
    }

    /** A line a unit: what became of it, with all that its record says but what is given anew at each run. */
    private static List<String> outline(Normalizer normalizer, byte[] bytes) {
        List<String> outline = new ArrayList<>();
        for (SourceUnit unit : units(normalizer, bytes)) {
            if (unit instanceof SourceUnit.Mapped mapped) {
                mapped.records().forEach(record -> outline.add(mapped.line() + " mapped " + said(record)));
            } else if (unit instanceof SourceUnit.Refused refused) {
                StringBuilder codes = new StringBuilder(refused.line() + " refused");
                refused.problems().forEach(problem -> codes.append(' ')
                        .append(problem.code().code()));
                outline.add(codes.toString());
            } else if (unit instanceof SourceUnit.Broken broken) {
                outline.add(broken.line() + " broken " + broken.problem().code().code());
            }
        }
        return outline;
    }

    private static String said(AsylumRecord record) {
        var tree = (ObjectNode) RecordJson.tree(record);
        tree.remove("messageId");
        tree.path("provenance").forEach(note -> ((ObjectNode) note).remove("mappingVersion"));
        return tree.toString();
    }

    private static List<SourceUnit> units(Normalizer normalizer, byte[] bytes) {
        List<SourceUnit> units = new ArrayList<>();
        try (SourceReading reading =
                normalizer.open(new ByteArrayInputStream(bytes), Instant.parse("2026-11-23T12:00:00Z"))) {
            reading.forEachRemaining(units::add);
        }
        return units;
    }
}
