package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

class LedgerConsumerTest {

    private final Claims claims = mock();
    private final Work work = mock();

    /** What a poll throws, Camel logs with its trace, twenty times a second for each queue. */
    @Test
    void pollsInVainWithoutAWordWhileTheLedgerIsAway() throws Exception {
        when(claims.take(any(), anyInt()))
                .thenReturn(
                        CompletableFuture.failedFuture(Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger")));
        LedgerConsumer consumer = consumer();
        for (int poll = 0; poll < 300; poll++) {
            assertThat(consumer.poll()).as("and nothing stays taken").isZero();
        }
    }

    @Test
    void letsCamelTellOfAnythingElse() throws Exception {
        when(claims.take(any(), anyInt())).thenReturn(CompletableFuture.failedFuture(new IllegalStateException()));
        LedgerConsumer consumer = consumer();
        assertThatThrownBy(consumer::poll).isInstanceOf(CompletionException.class);
    }

    private LedgerConsumer consumer() throws Exception {
        when(work.claims()).thenReturn(claims);
        when(work.lanes()).thenReturn(mock());
        when(work.holds()).thenReturn(mock());
        when(work.inFlight("mail")).thenReturn(128);
        LedgerComponent component = new LedgerComponent(work);
        component.setCamelContext(new DefaultCamelContext());
        return new LedgerConsumer(new LedgerEndpoint("ledger:mail", component, "mail", work), exchange -> {});
    }
}
