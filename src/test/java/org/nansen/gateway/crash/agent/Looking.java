package org.nansen.gateway.crash.agent;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Looks at objects of classes that this agent cannot know when it is compiled. */
public final class Looking {

    private Looking() {}

    /** Whether the object's class itself has such a field and it is true. */
    public static boolean isTrue(Object object, String field) {
        try {
            Field found = object.getClass().getDeclaredField(field);
            found.setAccessible(true);
            return found.getBoolean(object);
        } catch (NoSuchFieldException none) {
            return false;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls the method of that name that takes these arguments. */
    public static @Nullable Object call(Object object, String name, Object... arguments) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && takes(method, arguments)) {
                    try {
                        method.setAccessible(true);
                        return method.invoke(object, arguments);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(name, e);
                    }
                }
            }
        }
        throw new IllegalStateException(object.getClass() + " has no " + name);
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the constant of that name of the same enum. */
    public static Object constant(Object other, String name) {
        for (Object constant : ((Enum<?>) other).getDeclaringClass().getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalStateException("no constant " + name);
    }

    /** Returns a copy of the record in which one component, an enum, has another value. */
    public static Object copy(Object original, String component, String value) {
        try {
            RecordComponent[] components = original.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            @Nullable Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object found = components[i].getAccessor().invoke(original);
                values[i] = components[i].getName().equals(component) && found != null ? constant(found, value) : found;
            }
            Constructor<?> canonical = original.getClass().getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the text with the first match of the pattern replaced; a byte is a character. */
    public static byte[] replaced(byte[] text, String pattern, String replacement) {
        return new String(text, StandardCharsets.ISO_8859_1)
                .replaceFirst(pattern, replacement)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
