package org.nansen.gateway.house;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whom the invented endpoint knows: surnames that belong to nobody, each with what a question about it answers. */
public final class WatchList {

    /** Surnames of the demo that are known, {@link #demo()}. */
    public static final List<String> HITS = List.of("QORVATHESH", "ZHUMBRELLO", "XANDIPHOR");

    /** Surnames of the demo that are perhaps known, {@link #demo()}. */
    public static final List<String> POSSIBLES = List.of("WYQUENTAL");

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * What is known of a name.
     *
     * @param result {@code hit}, {@code possible} or {@code error}
     * @param owner country that entered it
     */
    public record Entry(String result, String itemReference, String owner) {}

    /** Returns the list of the demo. */
    public static WatchList demo() {
        WatchList list = new WatchList();
        HITS.forEach(surname -> list.add(surname, "hit", "XPO"));
        POSSIBLES.forEach(surname -> list.add(surname, "possible", "XPO"));
        return list;
    }

    /** Makes a surname known. */
    public void add(String surname, String result, String owner) {
        String key = key(surname);
        entries.put(key, new Entry(result, "ITEM-%08X".formatted(key.hashCode()), owner));
    }

    @Nullable
    Entry find(String surname) {
        return entries.get(key(surname));
    }

    private static String key(String surname) {
        return surname.toUpperCase(Locale.ROOT);
    }
}
