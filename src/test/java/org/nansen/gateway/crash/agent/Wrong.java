package org.nansen.gateway.crash.agent;

import java.util.UUID;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The code of seeded defects that are not in a statement. */
// What is assigned to a parameter here becomes the woven method's argument or result.
@SuppressWarnings("UnusedVariable")
final class Wrong {

    private Wrong() {}

    static final class CompletedEarly {

        private CompletedEarly() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object entry) {
            Orders.defectAtWork();
            Looking.call(entry, "complete");
        }
    }

    static final class SynchronousOff {

        private SynchronousOff() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object mode) {
            Orders.defectAtWork();
            mode = Looking.constant(mode, "OFF");
        }
    }

    static final class OwnMessageId {

        private OwnMessageId() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 2, readOnly = false) byte[] mail) {
            Orders.defectAtWork();
            mail = Looking.replaced(mail, "(?m)^Message-ID: <[^@]+", "Message-ID: <" + UUID.randomUUID());
        }
    }

    static final class OwnKey {

        private OwnKey() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) UUID key) {
            Orders.defectAtWork();
            key = UUID.randomUUID();
        }
    }

    static final class Clear {

        private Clear() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object part) {
            Orders.defectAtWork();
            part = Looking.copy(part, "result", "NO_HIT");
        }
    }

    static final class Printed {

        private Printed() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return byte[] record) {
            Orders.defectAtWork();
            System.out.println("record " + new String(record, java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
