package org.nansen.gateway.settings;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/** The keys that a settings record knows, and what their values must be, in plain words. */
final class SettingNames {

    private SettingNames() {}

    /** Returns what the unknown key was probably meant to be, among the keys of the record around it. */
    static String suggest(BindException bind, ConfigurationPropertyName unknown) {
        ResolvableType type = bind.getTarget().getType();
        for (int i = bind.getName().getNumberOfElements(); i < unknown.getNumberOfElements(); i++) {
            String key = unknown.getElement(i, ConfigurationPropertyName.Form.DASHED);
            Class<?> raw = type.resolve(Object.class);
            if (Map.class.isAssignableFrom(raw)) {
                type = type.asMap().getGeneric(1);
            } else if (Collection.class.isAssignableFrom(raw)) {
                type = type.asCollection().getGeneric(0);
            } else if (raw.isRecord()) {
                RecordComponent known = component(raw, key);
                if (known == null) {
                    return Nearest.suggest(key, keys(raw));
                }
                type = ResolvableType.forType(known.getGenericType());
            } else {
                return "; it has no keys below it";
            }
        }
        return "";
    }

    static String mustBe(Class<?> type) {
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        Map<Class<?>, String> words = Map.of(
                Duration.class, "must be a duration such as PT30S",
                Period.class, "must be a period such as P90D",
                LocalDate.class, "must be a date such as 2027-06-30",
                URI.class, "must be an address such as https://host.example.org",
                Integer.class, "must be a whole number",
                int.class, "must be a whole number",
                long.class, "must be a whole number",
                boolean.class, "must be true or false",
                Boolean.class, "must be true or false");
        return words.getOrDefault(type, type.isRecord() ? "keys are missing or wrong" : "has a wrong value");
    }

    private static @Nullable RecordComponent component(Class<?> type, String key) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> dashed(component.getName()).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> dashed(component.getName()))
                .toList();
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
