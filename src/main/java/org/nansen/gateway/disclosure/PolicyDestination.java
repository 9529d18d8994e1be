package org.nansen.gateway.disclosure;

import java.util.Set;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.record.Destination;

/**
 * A destination as the policy describes it.
 *
 * @param fields all that it may see; what is not listed does not exist for it
 */
record PolicyDestination(Destination destination, Kind kind, Set<Field> fields) {

    PolicyDestination {
        fields = Set.copyOf(fields);
    }

    String name() {
        return destination.name();
    }

    /** What a destination is; each kind reads one kind of message. */
    enum Kind {
        INTERPOL(MessageKind.M8),
        CCF(MessageKind.M8),
        NCB(MessageKind.M5);

        private final MessageKind reads;

        Kind(MessageKind reads) {
            this.reads = reads;
        }

        MessageKind reads() {
            return reads;
        }
    }
}
