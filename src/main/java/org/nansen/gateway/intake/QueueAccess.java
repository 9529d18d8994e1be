package org.nansen.gateway.intake;

import org.jspecify.annotations.Nullable;

/** The link to the broker, or none where no system uses queues: then no broker is started either. */
record QueueAccess(@Nullable QueueLink link) implements AutoCloseable {

    @Override
    public void close() throws Exception {
        if (link != null) {
            link.close();
        }
    }
}
