package org.nansen.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Claim;
import org.nansen.gateway.ledger.Completion;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.ledger.ReceiptClaim;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystem.Learn;
import org.nansen.gateway.record.NationalSystem.Mode;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.settings.Home;

class RepliesTest {

    private static final String RECEIPT = "0193a000-aaaa-7bbb-8ccc-ddddeeeeffff";
    private static final String UNIT = "0193a000-bbbb-7bbb-8ccc-ddddeeeeffff";

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Object> closed = new ArrayList<>();
    private final List<Exchange> sent = new ArrayList<>();

    private NationalSystem system = system(Learn.RESULT, Mode.TEST, "XAA");

    @BeforeEach
    void start() throws Exception {
        Replies replies = new Replies(systems(), new ReceiptWriter(new OneDrop(), views()), new Home(folder));
        // The ledger's own endpoint is tried where rooms meet; here it only has to be reached.
        camel.addComponent("ledger", camel.getComponent("direct"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ledger:closed")
                        .process(exchange -> closed.add(exchange.getMessage().getBody()));
                for (String way : List.of("prepare", "prepareMessage", "publish")) {
                    from("direct:" + way)
                            .bean(replies, way)
                            .process(exchange -> {
                                sent.add(exchange.copy());
                                if (exchange.getMessage().getBody() instanceof java.io.File file) {
                                    sent.get(sent.size() - 1).getMessage().setBody(Files.readString(file.toPath()));
                                }
                            })
                            .to("ledger:closed");
                }
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void writesAnAnswerToAFileNamedByItsIdOnly() {
        reply("prepare", Letters.claim(answer()));
        assertThat(sent).singleElement().satisfies(exchange -> {
            assertThat(exchange.getMessage().getHeaders())
                    .containsOnlyKeys(Exchange.FILE_NAME)
                    .containsEntry(Exchange.FILE_NAME, "answer-" + Letters.ID + ".json");
            assertThat(exchange.getMessage().getBody(byte[].class))
                    .isEqualTo(Letters.CONTENT.getBytes(StandardCharsets.UTF_8));
        });
        assertThat(closed).hasSize(1);
    }

    @Test
    void writesAReceiptAsLinesAndLeavesNothingBehind() throws IOException {
        reply("prepare", receipt(null));
        assertThat(sent.get(0).getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("receipt-" + RECEIPT + ".ndjson");
        assertThat(sent.get(0).getMessage().getBody(String.class).lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"receiptId\":\"" + RECEIPT + "\",\"state\":\"accepted\"");
        try (Stream<Path> left = Files.list(folder.resolve("data/receipts"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void writesAReceiptUnderItsOwnNameAlsoWhereTheSenderNamedAQueue() {
        reply("prepare", receipt("registry.receipts"));
        assertThat(sent.get(0).getMessage().getHeaders())
                .containsExactly(java.util.Map.entry(Exchange.FILE_NAME, "receipt-" + RECEIPT + ".ndjson"));
    }

    @Test
    void sendsTextToAQueueUnderAKeyThatStaysTheSame() {
        reply("prepareMessage", Letters.claim(answer()));
        reply("prepareMessage", receipt(null));
        reply("prepareMessage", receipt("border.receipts"));
        assertThat(sent.get(0).getMessage().getBody()).isEqualTo(Letters.CONTENT);
        assertThat(sent.get(0).getMessage().getHeaders())
                .containsExactly(java.util.Map.entry("_AMQ_DUPL_ID", Letters.ID));
        assertThat(sent.get(1).getMessage().getBody(String.class)).contains("\"records\":[{");
        // Not the receipt's: a drop that was held and then released has two receipts, and both must arrive.
        assertThat(sent.get(1).getMessage().getHeaders()).containsExactly(java.util.Map.entry("_AMQ_DUPL_ID", UNIT));
        assertThat(sent.get(2).getMessage().getHeader("CamelJmsDestinationName"))
                .isEqualTo("border.receipts");
    }

    @Test
    void endsAsRefusedWhatTheSystemMayNotLearnAnyMore() {
        for (String way : List.of("prepare", "prepareMessage", "publish")) {
            assertThat(refusal(way, system(Learn.RESULT, Mode.TEST, "XAA"), "XAA"))
                    .isEqualTo(FaultCode.NG_301_WALL);
            assertThat(refusal(way, system(Learn.RESULT, Mode.TEST, "XXX"))).isEqualTo(FaultCode.NG_301_WALL);
            assertThat(refusal(way, system(Learn.NOTHING, Mode.TEST, "XAA"))).isEqualTo(FaultCode.NG_302_NO_RULE);
            assertThat(refusal(way, system(Learn.RESULT, Mode.SHADOW, "XAA"))).isEqualTo(FaultCode.NG_310_SHADOW);
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void publishesByDoingNothingButLooking() {
        reply("publish", Letters.claim(answer(), "XBB"));
        assertThat(closed).singleElement().isInstanceOf(Claim.class);
    }

    private @Nullable FaultCode refusal(String way, NationalSystem now, String... shield) {
        system = now;
        closed.clear();
        reply(way, Letters.claim(answer(), shield));
        assertThat(closed).singleElement().isInstanceOf(Completion.class);
        return new Written((Completion) closed.get(0)).refused();
    }

    private void reply(String way, Claim claim) {
        Exchange ended = camel.createFluentProducerTemplate()
                .to("direct:" + way)
                .withBody(claim)
                .withHeader("CamelFileName", "../evil")
                .withHeader("subject", "canary")
                .send();
        assertThat(ended.getException()).isNull();
    }

    private static Letter answer() {
        return Letters.letter(Letters.ID, "system.registry", MessageKind.M7);
    }

    private static NationalSystem system(Learn learn, Mode mode, String country) {
        return new NationalSystem("registry", country, mode, null, null, null, Set.of(), learn, "reply.registry", null);
    }

    private NationalSystems systems() {
        return new NationalSystems() {
            @Override
            public Optional<NationalSystem> find(String name) {
                return Optional.of(system);
            }

            @Override
            public Collection<NationalSystem> all() {
                return List.of(system);
            }
        };
    }

    private static ReceiptClaim receipt(@Nullable String address) {
        return new ReceiptClaim() {
            @Override
            public String receiptId() {
                return RECEIPT;
            }

            @Override
            public @Nullable String address() {
                return address;
            }

            @Override
            public String id() {
                return UNIT;
            }

            @Override
            public String queue() {
                return "reply.registry";
            }

            @Override
            public String system() {
                return "registry";
            }

            @Override
            public int attempts() {
                return 0;
            }

            @Override
            public boolean holds() {
                return true;
            }
        };
    }

    /** The views on one drop with one record; whatever else is asked fails. */
    private static Views views() {
        return (Views) java.lang.reflect.Proxy.newProxyInstance(
                Views.class.getClassLoader(), new Class<?>[] {Views.class}, (proxy, method, given) -> {
                    if (method.getName().equals("receiptRecords")) {
                        return (long) given[1] > 0
                                ? List.of()
                                : List.of(new Views.ReceiptLine(1, 2, "r-1", "accepted"));
                    }
                    if (method.getName().equals("receiptRejections")) {
                        return List.of();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class OneDrop implements Drops {
        @Override
        public Optional<Drop> find(String receiptId) {
            return Optional.of(new Drop(
                    receiptId,
                    "registry",
                    "sftp",
                    "a.csv",
                    Drop.State.ACCEPTED,
                    null,
                    1,
                    1,
                    1,
                    0,
                    0,
                    0,
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH));
        }

        @Override
        public CompletableFuture<Drop> append(NewDrop drop, Chunk chunk, Ending ending) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Drop> findByKey(String system, String idempotencyKey) {
            return Optional.empty();
        }

        @Override
        public List<Drop> arriving(String system) {
            return List.of();
        }

        @Override
        public List<Mark> marks(String receiptId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Optional<Drop>> releaseHeld(String receiptId, String by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Optional<Drop>> refuseHeld(String receiptId, String by) {
            throw new UnsupportedOperationException();
        }
    }
}
