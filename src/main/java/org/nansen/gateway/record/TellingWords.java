package org.nansen.gateway.record;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that would tell whoever reads a question that it is about somebody who seeks protection. */
public final class TellingWords {

    private static final Pattern TELLING =
            Pattern.compile("asyl|asile|asilo|refug|r\u00e9fug|fl\u00fcchtl|fluechtl|persecut|unhcr|dublin|eurodac");

    private TellingWords() {}

    /** Whether the text has such a word, in whatever case. */
    public static boolean isIn(@Nullable String text) {
        return text != null && TELLING.matcher(text.toLowerCase(Locale.ROOT)).find();
    }
}
