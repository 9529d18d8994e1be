package org.nansen.gateway.crash.agent;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The code that is woven in; it runs inside the gateway's methods and only calls out of them. */
// What is assigned to a parameter here becomes the woven method's argument or result.
@SuppressWarnings("UnusedVariable")
final class Woven {

    private Woven() {}

    /** Passes a point. */
    static final class Before {

        private Before() {}

        @Advice.OnMethodEnter
        static void enter(@Name String point) {
            Orders.pass(point);
        }
    }

    /** Passes a point when the method came to its end. */
    static final class After {

        private After() {}

        @Advice.OnMethodExit
        static void exit(@Name String point) {
            Orders.pass(point);
        }
    }

    /** Looks at a statement and what it did. */
    static final class Statement {

        private Statement() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.This Object sql,
                @Advice.Argument(value = 0, readOnly = false) String statement,
                @Advice.AllArguments Object[] all) {
            statement = Statements.twisted(sql, statement, (Object[]) all[all.length - 1]);
            return Statements.isLeftOut(statement);
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Enter boolean leftOut,
                @Advice.Argument(0) String statement,
                @Advice.AllArguments Object[] all,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result) {
            if (leftOut) {
                // Whoever asks how many rows were changed must not notice.
                result = 1;
            }
            Commits.wrote(statement, (Object[]) all[all.length - 1], result);
        }
    }

    /** Looks at a statement of which nobody asks what it did. */
    static final class LaterStatement {

        private LaterStatement() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.This Object sql,
                @Advice.Argument(value = 0, readOnly = false) String statement,
                @Advice.AllArguments Object[] all) {
            statement = Statements.twisted(sql, statement, (Object[]) all[all.length - 1]);
            return Statements.isLeftOut(statement);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) String statement, @Advice.AllArguments Object[] all) {
            Commits.wrote(statement, (Object[]) all[all.length - 1], 1);
        }
    }

    /** Everything of a batch is written; the commit comes next. */
    static final class Flushed {

        private Flushed() {}

        @Advice.OnMethodExit
        static void exit() {
            Commits.next();
        }
    }

    /** A batch is committed. */
    static final class Kept {

        private Kept() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object batch) {
            Disk.committed(batch);
            Commits.done();
        }
    }

    /** A batch is rolled back. */
    static final class Forgotten {

        private Forgotten() {}

        @Advice.OnMethodEnter
        static void enter() {
            Commits.undone();
        }
    }

    /** A file gets another name. */
    static final class Renaming {

        private Renaming() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) String from, @Advice.Argument(1) String to) {
            Renames.pass(from, to, Point.Side.BEFORE);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) String from, @Advice.Argument(1) String to) {
            Renames.pass(from, to, Point.Side.AFTER);
        }
    }

    /** The mail server is about to be heard. */
    static final class ServerResponse {

        private ServerResponse() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object line) {
            if (Looking.isTrue(line, "contentStarted")) {
                Orders.pass(Point.MAIL_ANSWER.name(Point.Side.BEFORE));
            }
        }
    }

    /** A session is committed; without a message where none came for a while. */
    static final class Acknowledged {

        private Acknowledged() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(1) Object message) {
            if (message != null) {
                Orders.pass(Point.QUEUE_ACKNOWLEDGE.name(Point.Side.BEFORE));
            }
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(1) Object message) {
            if (message != null) {
                Orders.pass(Point.QUEUE_ACKNOWLEDGE.name(Point.Side.AFTER));
            }
        }
    }

    /** A response over HTTP is out. */
    static final class Answered {

        private Answered() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue(value = "coyoteResponse", typing = Assigner.Typing.DYNAMIC) Object response) {
            if (Integer.valueOf(202).equals(Looking.call(response, "getStatus"))) {
                Orders.pass(Point.ANSWER.name(Point.Side.AFTER));
            }
        }
    }

    /** A unit is about to be ended in the ledger. */
    static final class HandedOver {

        private HandedOver() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object exchange) {
            Object claim = Looking.call(exchange, "getProperty", "LedgerClaim");
            if (claim != null && claim.getClass().getSimpleName().equals("ReceiptInHand")) {
                Orders.pass(Point.RECEIPT_HAND_OVER.name(Point.Side.AFTER));
            }
        }
    }

    /** Of some answers only the first half arrives. */
    static final class CutAnswer {

        private CutAnswer() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) byte[] answer) {
            answer = Orders.perhapsCut(answer);
        }
    }
}
