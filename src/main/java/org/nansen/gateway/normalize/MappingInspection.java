package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.LiteralExpression;
import com.schibsted.spt.data.jslt.impl.PairExpression;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.nansen.gateway.settings.SettingsFault;

/**
 * Looks through a compiled mapping for what would fail on every record or make it no function: unknown lists and code
 * systems, date formats, calendars, zones and orders of names that are none, and JSLT's functions whose result is not the
 * same twice.
 */
final class MappingInspection {

    private static final Set<String> NOT_THE_SAME_TWICE = Set.of("now", "random", "uuid");
    private static final Set<String> WITH_OPTIONS = Set.of("birth-date", "date", "date-time", "name");

    private final String file;
    private final CodeLists codes;
    private final List<SettingsFault.Problem> problems = new ArrayList<>();

    MappingInspection(String file, CodeLists codes) {
        this.file = file;
        this.codes = codes;
    }

    List<SettingsFault.Problem> inspect(Expression mapping) {
        if (mapping instanceof ExpressionImpl compiled) {
            visit(compiled.getChildren());
        }
        return problems;
    }

    private void visit(List<ExpressionNode> nodes) {
        for (ExpressionNode node : nodes) {
            if (node == null) {
                continue;
            }
            if (node instanceof FunctionExpression call) {
                check(call);
            }
            visit(node.getChildren());
        }
    }

    private void check(FunctionExpression call) {
        String name = call.getFunctionName();
        if (NOT_THE_SAME_TWICE.contains(name)) {
            problem(call, name + "() must not be used: the same source record must always give the same record");
        } else if (name.equals("code")) {
            checkCode(call);
        } else if (WITH_OPTIONS.contains(name)) {
            checkOptions(call, call.getChildren());
        } else if (name.equals("matching") && call.getChildren().get(1) instanceof LiteralExpression form) {
            checkForm(call, form.apply(null, null).asText());
        }
    }

    private void checkCode(FunctionExpression call) {
        List<ExpressionNode> arguments = call.getChildren();
        if (!(arguments.get(0) instanceof LiteralExpression list)
                || !(arguments.get(1) instanceof LiteralExpression system)) {
            problem(call, "list and code system of code() must be written out, as in code(\"country\", \"ISO-2\", .X)");
            return;
        }
        String listName = list.apply(null, null).asText();
        String systemName = system.apply(null, null).asText();
        if (!codes.hasList(listName)) {
            problem(call, "there is no list \"" + listName + "\"");
        } else if (CodeLists.namesCountries(listName, systemName)) {
            problem(call, CodeLists.NO_NAMES);
        } else if (!codes.hasSystem(listName, systemName)) {
            problem(
                    call,
                    "list \"" + listName + "\" has no code system \"" + systemName + "\"; it has "
                            + String.join(", ", codes.systems(listName))
                            + ", and whatever codes/*.csv of this system adds");
        }
    }

    private void checkOptions(FunctionExpression call, List<ExpressionNode> nodes) {
        for (ExpressionNode node : nodes) {
            if (node instanceof PairExpression pair && pair.isKeyLiteral() && pair.isLiteral()) {
                checkOption(call, pair.getStaticKey(), pair.apply(null, null));
            } else if (node instanceof LiteralExpression literal) {
                literal.apply(null, null)
                        .properties()
                        .forEach(option -> checkOption(call, option.getKey(), option.getValue()));
            }
            checkOptions(call, node.getChildren());
        }
    }

    private void checkOption(FunctionExpression call, String option, JsonNode given) {
        boolean dates = !call.getFunctionName().equals("date-time");
        switch (option) {
            case "formats" -> {
                // The formats of moments are Java's.
                for (JsonNode format : dates && given.isArray() ? given : NullNode.instance) {
                    check(
                            call,
                            format,
                            DatePattern.of(format.asText()).isPresent(),
                            "date format; use yyyy, MM and dd with" + " the characters between them, or iso");
                }
            }
            case "calendar" ->
                check(
                        call,
                        given,
                        SourceCalendar.of(given.asText()).isPresent(),
                        "calendar; known are " + SourceCalendar.words());
            case "order" ->
                check(
                        call,
                        given,
                        NameOrder.of(given.asText()).isPresent(),
                        "order of names; known are " + NameOrder.words());
            case "estimate-days" -> {
                for (JsonNode day : given) {
                    check(
                            call,
                            day,
                            day.asText().matches("(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"),
                            "day; write it as MM-dd");
                }
            }
            case "give-or-take" ->
                check(
                        call,
                        given,
                        given.isInt() && given.intValue() >= 0 && given.intValue() <= 3,
                        "number of days, 0 to 3");
            case "zone" -> {
                try {
                    ZoneId.of(given.asText());
                } catch (DateTimeException unknown) {
                    check(call, given, false, "time zone; write it as in Europe/Berlin");
                }
            }
            default -> {
                // Values of the record, and options that take anything.
            }
        }
    }

    private void check(FunctionExpression call, JsonNode given, boolean fits, String wanted) {
        if (!fits) {
            problem(call, "\"" + given.asText() + "\" is no " + wanted);
        }
    }

    private void checkForm(FunctionExpression call, String form) {
        try {
            Pattern.compile(form);
        } catch (PatternSyntaxException wrong) {
            problem(call, "\"" + form + "\" is no regular expression");
        }
    }

    private void problem(FunctionExpression call, String reason) {
        int line = call.getLocation() == null ? 0 : call.getLocation().getLine();
        problems.add(new SettingsFault.Problem(file, line, "", reason));
    }
}
