package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.StaticContext;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.SequenceType;
import org.jspecify.annotations.Nullable;

/** A function of mappings as XSLT calls it: the same as in JSLT, under a namespace. */
final class StylesheetFunction extends ExtensionFunctionDefinition {

    /** The functions' namespace in a stylesheet. */
    static final String NAMESPACE = "urn:nansen:mapping";

    private static final Pattern STEP =
            Pattern.compile("(?:(attribute)\\()?(?:element\\()?(?:Q\\{[^}]*\\})?([\\w.-]+)\\)?");

    private final Function function;

    StylesheetFunction(Function function) {
        this.function = function;
    }

    @Override
    public StructuredQName getFunctionQName() {
        return new StructuredQName("ng", NAMESPACE, function.getName());
    }

    @Override
    public int getMinimumNumberOfArguments() {
        return function.getMinArguments();
    }

    @Override
    public int getMaximumNumberOfArguments() {
        return function.getMaxArguments();
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        SequenceType[] types = new SequenceType[Math.max(function.getMaxArguments(), 1)];
        Arrays.fill(types, SequenceType.ANY_SEQUENCE);
        return types;
    }

    @Override
    public SequenceType getResultType(SequenceType[] arguments) {
        return SequenceType.ANY_SEQUENCE;
    }

    /** Faults are noted beside the result, so that no call may be left out or made once for several. */
    @Override
    public boolean hasSideEffects() {
        return true;
    }

    @Override
    public ExtensionFunctionCall makeCallExpression() {
        return new Call(function);
    }

    private static final class Call extends ExtensionFunctionCall {
        private final Function function;
        private @Nullable String written;

        Call(Function function) {
            this.function = function;
        }

        @Override
        public void supplyStaticContext(StaticContext context, int location, Expression[] arguments) {
            written = arguments.length == 0 ? null : lastName(arguments[arguments.length - 1].toShortString());
        }

        @Override
        public void copyLocalData(ExtensionFunctionCall destination) {
            ((Call) destination).written = written;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // two arguments may be equal; only the one handed on is meant
        public Sequence call(XPathContext context, Sequence[] arguments) throws XPathException {
            MappingRun run = MappingRun.current();
            StylesheetJson json = new StylesheetJson(run);
            // Nothing stands nowhere: what can be told of it is how the mapping asked for it.
            run.reads(written);
            XdmValue[] values = new XdmValue[arguments.length];
            JsonNode[] given = new JsonNode[arguments.length];
            for (int at = 0; at < arguments.length; at++) {
                values[at] = XdmValue.wrap(arguments[at]);
                given[at] = json.argument(values[at]);
            }
            JsonNode result = called(given);
            for (int at = 0; at < given.length; at++) {
                if (result == given[at] && !result.isNull()) {
                    // An element stays one, so that the next function still knows which field it is.
                    return values[at].getUnderlyingValue();
                }
            }
            return json.item(result);
        }

        /** Saxon prints whatever else is thrown to the console, and a message of Java's own may quote a value. */
        private JsonNode called(JsonNode[] given) throws XPathException {
            try {
                return function.call(NullNode.instance, given);
            } catch (MappingFault ours) {
                throw new XPathException("a function of the mapping", ours);
            } catch (RuntimeException any) {
                throw new XPathException("a function of the mapping");
            }
        }
    }

    /** Returns the name that a path such as {@code person/@id} ends with; null when it is no path. */
    static @Nullable String lastName(String expression) {
        int last = expression.lastIndexOf('/');
        String step = expression.substring(last + 1).replace("child::", "").replace("attribute::", "@");
        boolean attribute = step.startsWith("@");
        Matcher name = STEP.matcher(attribute ? step.substring(1) : step);
        return name.matches() ? (attribute || name.group(1) != null ? "@" : "") + name.group(2) : null;
    }
}
