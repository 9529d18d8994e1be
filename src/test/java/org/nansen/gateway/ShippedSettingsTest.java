package org.nansen.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** config/application.yaml shows every setting that there is, and none that is not. */
class ShippedSettingsTest {

    private static final Path FILE = Path.of("config/application.yaml");
    private static final Set<String> OTHERS = Set.of(
            "gateway.country", "server.port", "server.address", "management.server.port", "management.server.address");

    static Stream<Class<?>> settings() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("org.nansen.gateway").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                // The test classes have rooms of their own; they lie in another folder.
                .filter(type -> type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .endsWith("/target/classes/"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void showsEveryPropertyOfEveryRoom(Class<?> room) throws Exception {
        List<Pattern> missing = new ArrayList<>(properties(prefix(room), room));
        Set<String> shown = keys(file("(: |or: )"));

        missing.removeIf(
                property -> shown.stream().anyMatch(key -> property.matcher(key).matches()));

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bindsAsItStandsAndWithEveryMarkTakenOff(boolean marksOff) throws Exception {
        IterableConfigurationPropertySource file = file(marksOff ? ": " : "no mark");
        Set<String> unknown = new TreeSet<>(keys(file));
        unknown.removeAll(OTHERS);
        for (Class<?> room : settings().toList()) {
            String prefix = prefix(room);
            // Throws when a key has no property or a value does not fit.
            new Binder(file).bind(prefix, Bindable.of(room), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
            unknown.removeIf(key -> key.startsWith(prefix + "."));
        }
        assertThat(unknown).isEmpty();
    }

    private static IterableConfigurationPropertySource file(String marks) throws Exception {
        String text = Files.readString(FILE).replaceAll("(?m)^( *)#" + marks, "$1");
        return (IterableConfigurationPropertySource) ConfigurationPropertySource.from(new YamlPropertySourceLoader()
                .load("shipped", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                .get(0));
    }

    private static Set<String> keys(IterableConfigurationPropertySource file) {
        Set<String> keys = new TreeSet<>();
        for (ConfigurationPropertyName name : file) {
            keys.add(name.toString());
        }
        return keys;
    }

    private static String prefix(Class<?> room) {
        return AnnotatedElementUtils.findMergedAnnotation(room, ConfigurationProperties.class)
                .prefix();
    }

    private static List<Pattern> properties(String path, Class<?> type) {
        List<Pattern> found = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            String here =
                    path + "." + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            Class<?> kind = part.getType();
            if (Map.class.isAssignableFrom(kind)) {
                Class<?> value = (Class<?>) ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[1];
                found.addAll(properties(here + ".[^.]+", value));
            } else if (kind.isRecord()) {
                found.addAll(properties(here, kind));
            } else {
                found.add(Pattern.compile(
                        here.replace(".[^.]+", "\u0000").replace(".", "\\.").replace("\u0000", "\\.[^.]+")
                                + "(\\[\\d+])?"));
            }
        }
        return found;
    }
}
