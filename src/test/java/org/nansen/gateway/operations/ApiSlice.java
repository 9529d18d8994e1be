package org.nansen.gateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.nansen.gateway.intake.LoadedSystems;
import org.nansen.gateway.ledger.Feeds;
import org.nansen.gateway.ledger.Nodes;
import org.nansen.gateway.ledger.Recovery;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.SystemLogins;
import org.nansen.gateway.screening.Coverage;
import org.nansen.gateway.settings.Home;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Scope;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The rooms operations and security over real HTTP, on a ledger filled by hand; one context for all its tests. */
@SpringBootTest(
        classes = ApiSlice.Slice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "gateway.operations.refresh=PT1H",
            "camel.main.routes-include-pattern=classpath:routes/pipeline/house-errors.camel.yaml,classpath:operations/quiet.camel.yaml",
            "gateway.security.users.alice.roles=operator",
            "gateway.security.users.bert.roles=operator",
            "gateway.security.users.olga.roles=officer",
            "gateway.security.users.both.roles=operator,officer",
            "gateway.security.users.prometheus.roles=monitor"
        })
@AutoConfigureObservability(tracing = false)
abstract class ApiSlice {

    static final String PASSWORD = "correct horse";
    private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(10).encode(PASSWORD);

    /** What is said never to be asked. */
    static final List<Coverage.Gap> gaps = new CopyOnWriteArrayList<>();

    static final AtomicReference<Recovery> recovery = new AtomicReference<>();
    static final AtomicReference<Feeds> feeds = new AtomicReference<>();

    /** What the gateway says that it has read. */
    static final AtomicReference<LoadedSystems> loaded =
            new AtomicReference<>(new LoadedSystems(Instant.parse("2026-11-24T01:00:00Z"), List.of()));

    @Autowired
    TestRestTemplate http;

    @Autowired
    LedgerDouble ledger;

    @LocalManagementPort
    int management;

    @DynamicPropertySource
    static void passwords(DynamicPropertyRegistry registry) {
        for (String user : List.of("alice", "bert", "olga", "both", "prometheus")) {
            registry.add("gateway.security.users." + user + ".password-hash", () -> HASH);
        }
    }

    @BeforeEach
    void empty() {
        ledger.clear();
        gaps.clear();
    }

    ResponseEntity<String> get(String user, String path) {
        return call(user, HttpMethod.GET, path);
    }

    ResponseEntity<String> call(String user, HttpMethod method, String path) {
        return http.withBasicAuth(user, PASSWORD).exchange(path, method, null, String.class);
    }

    /** Sends a body as JSON. */
    ResponseEntity<String> send(String user, HttpMethod method, String path, String body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.withBasicAuth(user, PASSWORD)
                .exchange(URI.create(http.getRootUri() + path), method, new HttpEntity<>(body, headers), String.class);
    }

    static JsonNode json(ResponseEntity<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.getBody());
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }

    ResponseEntity<String> observe(String user, String path) {
        return get(user, "http://127.0.0.1:" + management + path);
    }

    @Configuration
    @EnableAutoConfiguration(
            exclude = {
                ArtemisAutoConfiguration.class,
                JmsAutoConfiguration.class,
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class
            })
    @ComponentScan(
            basePackages = {"org.nansen.gateway.operations", "org.nansen.gateway.security"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    static class Slice {

        @Bean
        SafetyDouble safetyDouble() {
            return new SafetyDouble();
        }

        @Bean
        LedgerDouble ledgerDouble() {
            return new LedgerDouble();
        }

        @Bean
        Coverage coverage() {
            return () -> List.copyOf(gaps);
        }

        /** Recovery is tried on a real ledger, a new one for each test that wants one. */
        @Bean
        Recovery recovery() {
            return led(Recovery.class, recovery);
        }

        /** And so are feeds; without a ledger nothing vanished. */
        @Bean
        Feeds feeds() {
            return led(Feeds.class, feeds);
        }

        private static <T> T led(Class<T> type, AtomicReference<T> real) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (real.get() == null && method.getReturnType() == Map.class) {
                            return Map.of();
                        }
                        try {
                            return method.invoke(real.get(), arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    }));
        }

        @Bean
        @Scope("prototype")
        LoadedSystems loadedSystems() {
            return loaded.get();
        }

        @Bean
        Nodes nodes(LedgerDouble ledger) {
            return new Nodes() {
                @Override
                public List<Node> all() {
                    return ledger.nodes;
                }

                @Override
                public void declare(boolean alone) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        /** Found by name; the lists stay what the ledger double says. */
        @Bean
        NationalSystems nationalSystems() {
            return new NationalSystems() {
                @Override
                public Optional<NationalSystem> find(String name) {
                    return Optional.of(new NationalSystem(
                            name,
                            "XAA",
                            NationalSystem.Mode.TEST,
                            null,
                            null,
                            null,
                            Set.of(),
                            NationalSystem.Learn.RESULT,
                            "reply." + name,
                            null));
                }

                @Override
                public Collection<NationalSystem> all() {
                    return List.of();
                }
            };
        }

        @Bean
        Home home() {
            return new Home(Path.of("target"));
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        SystemLogins systemLogins() {
            return () -> List.of(
                    new SystemLogins.Login("registry", "registry-it", HASH),
                    new SystemLogins.Login("casework", "casework-it", HASH));
        }
    }
}
