package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example of docs/mapping.md, so that the page cannot be wrong. */
class MappingPageTest {

    private static final Path PAGE = Path.of("docs/mapping.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(jslt|csv)\n(.*?)^```$");
    private static final Pattern EXAMPLE = Pattern.compile("// (\\{.*?}) (gives|is refused:) (.*)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private MappingRig rig;

    /** What a mapping makes of a record, or why it is refused. */
    record Example(String mapping, String record, boolean refused, String result) {
        @Override
        public String toString() {
            return mapping.strip().lines().findFirst().orElse("") + " on " + record;
        }
    }

    @BeforeEach
    void openWithTheCodesOfThePage() throws Exception {
        rig = new MappingRig(folder);
        Path codes = Files.createDirectories(folder.resolve("codes"));
        Files.writeString(codes.resolve("own.csv"), blocks("csv").get(0));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleGivesWhatThePageSays(Example example) throws Exception {
        JsonNode given = rig.evalOn(example.mapping(), example.record());
        if (example.refused()) {
            assertThat(rig.problems()).containsExactly(example.result());
        } else {
            assertThat(rig.problems()).isEmpty();
            assertThat(Absent.leaveOut(given)).isEqualTo(JSON.readTree(example.result()));
        }
    }

    @Test
    void everyFunctionHasAnExample() throws Exception {
        List<String> mappings = examples().map(Example::mapping).toList();
        for (Function function : new MappingFunctions(CodeLists.builtIn(), "x").all()) {
            assertThat(mappings).as(function.getName()).anyMatch(mapping -> mapping.contains(function.getName() + "("));
        }
    }

    @Test
    void everyBlockHasAnExampleAndNoLineIsOverlooked() throws Exception {
        assertThat(blocks("jslt")).hasSizeGreaterThan(15).allSatisfy(block -> {
            List<String> comments =
                    block.lines().filter(line -> line.startsWith("//")).toList();
            assertThat(comments).isNotEmpty().allMatch(line -> EXAMPLE.matcher(line)
                    .matches());
        });
    }

    static Stream<Example> examples() throws Exception {
        List<Example> examples = new ArrayList<>();
        for (String block : blocks("jslt")) {
            Matcher example = EXAMPLE.matcher(block);
            while (example.find()) {
                examples.add(
                        new Example(block, example.group(1), example.group(2).startsWith("is"), example.group(3)));
            }
        }
        return examples.stream();
    }

    private static List<String> blocks(String kind) throws Exception {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            if (block.group(1).equals(kind)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }
}
