package org.nansen.gateway.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes records of any record type with every text chosen by the caller and every optional part there or not. */
final class AnyRecord {

    /** Gives a text for a component; the places that take only certain texts are filled before it is asked. */
    interface Texts {
        String text(Random random);
    }

    private final Random random;
    private final Texts texts;
    private final boolean everything;

    AnyRecord(long seed, Texts texts, boolean everything) {
        this.random = new Random(seed);
        this.texts = texts;
        this.everything = everything;
    }

    <T> T make(Class<T> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int at = 0; at < components.length; at++) {
                types[at] = components[at].getType();
                values[at] = value(type, components[at]);
            }
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException wrong) {
            throw new AssertionError(type.getSimpleName(), wrong);
        }
    }

    private @Nullable Object value(Class<?> owner, RecordComponent component) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (optional && !everything && random.nextBoolean()) {
            return null;
        }
        Class<?> type = component.getType();
        if (type == List.class) {
            Class<?> element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            List<Object> list = new ArrayList<>();
            int size = everything ? 1 : random.nextInt(3);
            for (int at = 0; at < size; at++) {
                list.add(element == String.class ? texts.text(random) : make(element));
            }
            return list;
        }
        if (type.isRecord()) {
            return make(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        if (type == Instant.class) {
            return Instant.ofEpochMilli(Math.abs(random.nextLong() % 4_000_000_000_000L));
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == int.class) {
            return owner == Sex.class ? List.of(0, 1, 2, 9).get(random.nextInt(4)) : random.nextInt(100);
        }
        if (owner == Country.class && component.getName().equals("code")) {
            return "SYR";
        }
        if (owner == BirthDate.class) {
            return List.of("XXXX", "1980", "1980-02", "1980-02-29", "1978/1982").get(random.nextInt(5));
        }
        return texts.text(random);
    }
}
