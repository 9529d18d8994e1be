package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.LiteralExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.nansen.gateway.settings.SettingsFault;

/**
 * Looks through a compiled mapping for what would fail on every record or make it no function: unknown lists and code
 * systems, date formats that are none, and JSLT's functions whose result is not the same twice.
 */
final class MappingInspection {

    private static final Set<String> NOT_THE_SAME_TWICE = Set.of("now", "random", "uuid");
    private static final Set<String> WITH_FORMATS = Set.of("birth-date", "date");

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
        } else if (WITH_FORMATS.contains(name)) {
            checkFormats(call, call.getChildren());
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
        } else if (!codes.hasSystem(listName, systemName)) {
            problem(
                    call,
                    "list \"" + listName + "\" has no code system \"" + systemName + "\"; it has "
                            + String.join(", ", codes.systems(listName))
                            + ", and whatever codes/*.csv of this system adds");
        }
    }

    private void checkFormats(FunctionExpression call, List<ExpressionNode> nodes) {
        for (ExpressionNode node : nodes) {
            if (node instanceof LiteralExpression literal) {
                JsonNode value = literal.apply(null, null);
                JsonNode formats = value.isObject() ? value.path("formats") : value;
                if (formats.isArray()) {
                    for (JsonNode format : formats) {
                        if (DatePattern.of(format.asText()).isEmpty()) {
                            problem(
                                    call,
                                    "\"" + format.asText() + "\" is no date format; use yyyy, MM and dd with the"
                                            + " characters between them, or iso");
                        }
                    }
                }
            }
            checkFormats(call, node.getChildren());
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
