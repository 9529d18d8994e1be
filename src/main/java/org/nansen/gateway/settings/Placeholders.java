package org.nansen.gateway.settings;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code ${NAME}} and {@code ${NAME:default}} in a text. What a variable holds is text and nothing else: it is filled in
 * once, after the YAML was read, and a placeholder inside of it stays a text.
 */
final class Placeholders {

    private static final Pattern ANY = Pattern.compile("\\$\\{([^}]*)}?");
    private static final Pattern GOOD = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::(.*))?", Pattern.DOTALL);

    private Placeholders() {}

    static String fill(String text, UnaryOperator<@Nullable String> environment, Consumer<String> problem) {
        StringBuilder filled = new StringBuilder();
        Matcher any = ANY.matcher(text);
        while (any.find()) {
            any.appendReplacement(filled, "");
            Matcher good = GOOD.matcher(any.group(1));
            if (!any.group().endsWith("}") || !good.matches()) {
                problem.accept("${…} must hold the name of an environment variable, as in ${NAME} or ${NAME:default}");
                continue;
            }
            String value = environment.apply(good.group(1));
            if (value == null) {
                value = good.group(2);
            }
            if (value == null) {
                problem.accept("the environment variable " + good.group(1) + " is not set");
            } else {
                filled.append(value);
            }
        }
        return any.appendTail(filled).toString();
    }
}
