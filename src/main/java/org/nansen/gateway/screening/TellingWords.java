package org.nansen.gateway.screening;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that would tell whoever reads a question that it is about somebody who seeks protection. */
final class TellingWords {

    private static final Pattern TELLING =
            Pattern.compile("asyl|asile|asilo|refug|r\u00e9fug|fl\u00fcchtl|fluechtl|persecut|unhcr|dublin|eurodac");

    private TellingWords() {}

    static boolean isIn(@Nullable String text) {
        return text != null && TELLING.matcher(text.toLowerCase(Locale.ROOT)).find();
    }
}
