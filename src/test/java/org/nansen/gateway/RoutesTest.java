package org.nansen.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What every route in YAML must be: short, named, told in words, and without handling or logic of its own. */
class RoutesTest {

    private static final Pattern ID = Pattern.compile("(intake|screening|disclosure|delivery|reply)\\.[a-z]+");
    private static final Set<String> GROUPS = Set.of("intake", "screening", "disclosure", "delivery");
    private static final int MOST_STEPS = 12;

    /** Parts of the house, or logic that belongs into Java. */
    private static final Set<String> FORBIDDEN = Set.of(
            "onException",
            "errorHandler",
            "errorHandlerRef",
            "routeConfigurationId",
            "routeConfiguration",
            "script",
            "groovy",
            "js",
            "python",
            "java",
            "joor",
            "mvel",
            "ognl",
            "spel",
            "toD",
            "recipientList",
            "routingSlip",
            "dynamicRouter",
            "process",
            "doTry",
            "split",
            "simple",
            "enrich",
            "pollEnrich",
            "log");

    @TestFactory
    Stream<DynamicTest> keepsTheRulesOfTheHouse() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String folder : List.of("routes/pipeline", "routes/doors")) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".camel.yaml"))
                        .sorted()
                        .forEach(file -> tests.add(DynamicTest.dynamicTest(file.toString(), () -> check(file))));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void check(Path file) throws IOException {
        Object all = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        for (Object item : (List<?>) all) {
            Map<?, ?> top = (Map<?, ?>) item;
            if (file.endsWith("house-errors.camel.yaml")) {
                assertThat(top.keySet()).isEqualTo(Set.of("routeConfiguration"));
                Map<?, ?> house = (Map<?, ?>) top.get("routeConfiguration");
                assertThat(house.get("id"))
                        .as("only a nameless configuration reaches every route")
                        .isNull();
                assertThat(house.get("description")).isNotNull();
                continue;
            }
            assertThat(Set.of("route", "routeTemplate").containsAll(top.keySet()))
                    .isTrue();
            Map<?, ?> outer = (Map<?, ?>) top.values().iterator().next();
            Map<?, ?> route = outer.get("route") instanceof Map<?, ?> inner ? inner : outer;
            String id = String.valueOf(outer.get("id"));
            assertThat(id).matches(ID);
            assertThat(route.get("group")).as("group of " + id).isIn(GROUPS);
            assertThat(String.valueOf(route.get("description")))
                    .as("description of " + id)
                    .hasSizeGreaterThan(20);
            Map<?, ?> from = (Map<?, ?>) route.get("from");
            assertThat(steps(from)).as("steps of " + id).isBetween(1, MOST_STEPS);
            forbid(id, route);
        }
    }

    private static int steps(Object node) {
        int count = 0;
        if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if ("steps".equals(entry.getKey())) {
                    count += ((List<?>) entry.getValue()).size();
                }
                count += steps(entry.getValue());
            }
        } else if (node instanceof List<?> list) {
            count += list.stream().mapToInt(RoutesTest::steps).sum();
        }
        return count;
    }

    private static void forbid(String id, Object node) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                assertThat(FORBIDDEN).as("in " + id).doesNotContain(String.valueOf(key));
                forbid(id, value);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(part -> forbid(id, part));
        } else {
            assertThat(String.valueOf(node)).as("an expression in " + id).doesNotContain("${");
        }
    }
}
