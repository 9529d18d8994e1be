package org.nansen.gateway.normalize;

import java.util.Map;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.Operand;
import net.sf.saxon.expr.UserFunctionCall;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.om.Item;
import net.sf.saxon.trace.Traceable;
import net.sf.saxon.trace.XSLTTraceCodeInjector;
import net.sf.saxon.trans.UncheckedXPathException;
import net.sf.saxon.trans.XPathException;

/**
 * Counts what a stylesheet does for one record and stops it beyond a limit: a template that calls itself for ever would
 * otherwise stop the door, and by steps, unlike by the clock, the same record always comes out the same.
 */
final class StylesheetSteps implements TraceListener {

    private static final int MOST = 1_000_000;

    private int steps;

    @Override
    public void enter(Traceable instruction, Map<String, Object> properties, XPathContext context) {
        step();
    }

    @Override
    public void startCurrentItem(Item item) {
        step();
    }

    private void step() {
        if (++steps > MOST) {
            MappingFault fault = new MappingFault("The mapping takes too many steps for one record.");
            throw new UncheckedXPathException(new XPathException(fault));
        }
    }

    /** Has instructions, calls and whatever is done once for each of several counted. */
    static final class Injector extends XSLTTraceCodeInjector {
        @Override
        protected boolean isApplicable(Expression expression) {
            return super.isApplicable(expression) || expression instanceof UserFunctionCall || isRepeated(expression);
        }

        @SuppressWarnings("ReferenceEquality") // the same expression may be written twice; only one is meant
        private static boolean isRepeated(Expression expression) {
            Expression around = expression.getParentExpression();
            if (around != null) {
                for (Operand operand : around.operands()) {
                    if (operand.getChildExpression() == expression) {
                        return operand.isHigherOrder();
                    }
                }
            }
            return false;
        }
    }
}
