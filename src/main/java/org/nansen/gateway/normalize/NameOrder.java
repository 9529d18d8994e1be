package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a system that keeps a whole name in one field orders it. Only the system can know; where its order does not fit a
 * name, the name stays whole.
 */
enum NameOrder {
    /** {@code Anna Maria van den Berg}: the last word, and the particles before it, are the surname. */
    GIVEN_FIRST {
        @Override
        int[] surname(List<String> words, Set<String> particles) {
            int from = words.size() - 1;
            while (from > 1 && particles.contains(small(words.get(from - 1)))) {
                from--;
            }
            return new int[] {from, words.size()};
        }
    },
    /** {@code van den Berg Anna Maria}: the first word, and the particles before it, are the surname. */
    SURNAME_FIRST {
        @Override
        int[] surname(List<String> words, Set<String> particles) {
            int to = 1;
            while (to < words.size() - 1 && particles.contains(small(words.get(to - 1)))) {
                to++;
            }
            return new int[] {0, to};
        }
    },
    /** {@code van den Berg, Anna Maria}. */
    COMMA {
        @Override
        int[] surname(List<String> words, Set<String> particles) {
            return NONE;
        }
    },
    /** {@code Anna Maria van den BERG} or {@code BERG Anna Maria}: what stands in capitals is the surname. */
    CAPITALS {
        @Override
        int[] surname(List<String> words, Set<String> particles) {
            int from = 0;
            while (from < words.size() && !capitals(words.get(from))) {
                from++;
            }
            int to = from;
            while (to < words.size() && capitals(words.get(to))) {
                to++;
            }
            boolean again = words.subList(to, words.size()).stream().anyMatch(NameOrder::capitals);
            if (again || (from > 0 && to < words.size())) {
                return NONE;
            }
            while (from > 1 && particles.contains(small(words.get(from - 1)))) {
                from--;
            }
            return new int[] {from, to};
        }
    };

    /** Small words that belong to the surname behind them. */
    static final Set<String> PARTICLES = Set.of(
            "van", "von", "vom", "zu", "zum", "zur", "de", "den", "der", "del", "della", "di", "da", "do", "dos", "das",
            "du", "la", "le", "las", "los", "al", "el", "ul", "bin", "ibn", "bint", "abu", "ben", "ter", "ten", "te",
            "af", "av");

    private static final int[] NONE = {0, 0};

    /** A name in two parts; the given name may not be empty. */
    record Parted(String surname, String given) {
        @Override
        public String toString() {
            return "Parted[*]";
        }
    }

    static Optional<NameOrder> of(String word) {
        return Stream.of(values()).filter(order -> order.word().equals(word)).findFirst();
    }

    static String words() {
        return Stream.of(values()).map(NameOrder::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name in its parts, or nothing when this order cannot tell them. */
    Optional<Parted> part(String full, Set<String> particles) {
        if (this == COMMA) {
            String[] sides = full.split("[,\u060C]", -1);
            return sides.length == 2 && !Texts.isBlank(sides[0]) && !Texts.isBlank(sides[1])
                    ? Optional.of(new Parted(Texts.strip(sides[0]), Texts.strip(sides[1])))
                    : Optional.empty();
        }
        List<String> words = List.of(full.split(" "));
        if (words.size() < 2) {
            return Optional.empty();
        }
        int[] surname = surname(words, particles);
        List<String> given = new ArrayList<>(words.subList(0, surname[0]));
        given.addAll(words.subList(surname[1], words.size()));
        return surname[0] == surname[1] || given.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Parted(String.join(" ", words.subList(surname[0], surname[1])), String.join(" ", given)));
    }

    /** Returns from which word to before which one the surname stands. */
    abstract int[] surname(List<String> words, Set<String> particles);

    /** A single letter is an initial, and scripts without small letters have no capitals. */
    private static boolean capitals(String word) {
        long letters = word.codePoints().filter(Character::isLetter).count();
        return letters > 1 && word.equals(word.toUpperCase(Locale.ROOT)) && !word.equals(word.toLowerCase(Locale.ROOT));
    }

    private static String small(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
