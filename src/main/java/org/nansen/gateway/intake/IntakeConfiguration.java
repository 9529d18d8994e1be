package org.nansen.gateway.intake;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.nansen.gateway.ledger.Backlog;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Feeds;
import org.nansen.gateway.ledger.Leases;
import org.nansen.gateway.ledger.Nodes;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.ledger.Standstill;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.SystemLogins;
import org.nansen.gateway.settings.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Puts the doors together. */
@Configuration(proxyBeanMethods = false)
@Import(QueueRoutes.class)
@EnableConfigurationProperties(IntakeSettings.class)
class IntakeConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);
    private static final int REQUESTS = 16;

    @Bean
    Profiles systemProfiles(Home home, Environment environment) {
        Profiles profiles = Profiles.of(new ProfileReader(home, environment::getProperty).all());
        profiles.broken().forEach(broken -> broken.problems()
                .forEach(problem -> LOG.error(
                        "{} system={} is not in use: {}",
                        FaultCode.NG_605_SYSTEM_BROKEN.code(),
                        broken.name(),
                        problem)));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        profiles.entries().forEach(entry -> ProfileAdvice.of(entry.profile(), today)
                .forEach(advice -> LOG.info("system={} {}", entry.name(), advice)));
        profiles.entries().stream()
                .filter(entry -> !entry.profile().may().ask().isEmpty())
                .forEach(entry -> {
                    FaultCode never = entry.known().neverAsks(today);
                    if (never != null) {
                        LOG.warn(
                                "{} system={} no database is ever asked: {}", never.code(), entry.name(), never.hint());
                    }
                });
        return profiles;
    }

    @Bean
    LoadedSystems loadedSystems(Profiles profiles, Home home, Clock clock) {
        LoadedSystems loaded = new LoadedSystems(
                clock.instant(), profiles.describe(home.config().resolve("systems")));
        LoadedRecord.write(home, loaded);
        return loaded;
    }

    /** What may become of a broken system's records nobody can say, so they are left where they are: before any route runs. */
    @Bean
    BrokenPaths brokenPaths(Profiles profiles, Standstill standstill) {
        Set<String> names =
                profiles.broken().stream().map(NationalSystems.Broken::name).collect(Collectors.toUnmodifiableSet());
        standstill.of(names);
        return new BrokenPaths(names);
    }

    @Bean
    FilterRegistrationBean<BrokenPaths> brokenPathsFilter(BrokenPaths paths) {
        FilterRegistrationBean<BrokenPaths> filter = new FilterRegistrationBean<>(paths);
        filter.addUrlPatterns("/api/v1/systems/*");
        // Before the login is checked: it may stand in the very file that cannot be read.
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    @Bean
    SystemLogins systemLogins(Profiles profiles) {
        return profiles::logins;
    }

    @Bean
    ReceiptWriter receiptWriter(Drops drops, Views views) {
        return new ReceiptWriter(drops, views);
    }

    @Bean
    ChunkWriter chunkWriter(Drops drops) {
        return new ChunkWriter(drops);
    }

    @Bean
    Acceptance intakeAcceptance(Drops drops, ChunkSink sink, IntakeThreads threads) {
        return new Acceptance(drops, sink, threads.pool());
    }

    @Bean
    Doorkeeper doorkeeper(Profiles profiles, Backlog backlog, IntakeSettings settings, Home home, Clock clock) {
        List<String> systems =
                profiles.entries().stream().map(SystemEntry::name).toList();
        return new Doorkeeper(systems, backlog, settings, () -> freePercent(home.data()), clock);
    }

    @Bean
    Rounds doorkeeperRounds(Doorkeeper keeper, QueueRoutes routes, Profiles profiles, Doors doors) {
        Map<String, Leases.Lease> queues = new TreeMap<>();
        for (SystemEntry entry : profiles.entries()) {
            if (entry.profile().door() instanceof Door.Queue) {
                queues.put(entry.name(), doors.turn(entry));
            }
        }
        return new Rounds(keeper, routes, queues);
    }

    private static double freePercent(Path data) {
        try {
            FileStore volume = Files.getFileStore(data);
            return 100.0 * volume.getUsableSpace() / Math.max(1, volume.getTotalSpace());
        } catch (IOException unknown) {
            // A disk that does not even tell its size is no reason to shut the doors: writing to it will say more.
            return 100;
        }
    }

    @Bean
    Doors intakeDoors(
            Acceptance acceptance,
            Drops drops,
            Feeds feeds,
            ReceiptWriter receipts,
            Doorkeeper keeper,
            Leases leases,
            IntakeSettings settings,
            Clock clock) {
        return new Doors(acceptance, drops, feeds, receipts, keeper, leases, settings, clock);
    }

    /** Its own type, so that nobody takes it for the application's executor. */
    @Bean(destroyMethod = "close")
    IntakeThreads intakeThreads() {
        AtomicInteger number = new AtomicInteger();
        return new IntakeThreads(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "intake-commit-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** Threads on which Camel runs HTTP requests; a full queue makes the caller's own thread work. */
    @Bean
    ThreadPoolTaskExecutor intakeRequests() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(REQUESTS);
        executor.setMaxPoolSize(REQUESTS);
        executor.setQueueCapacity(REQUESTS * 4);
        executor.setThreadNamePrefix("intake-request-");
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        return executor;
    }

    @Bean
    FilterRegistrationBean<BoundedBody> boundedBody(IntakeSettings settings) {
        FilterRegistrationBean<BoundedBody> filter = new FilterRegistrationBean<>(
                new BoundedBody(Math.toIntExact(settings.bodyLimit().toBytes())));
        // After the login was checked, which comes earlier in the chain.
        filter.addUrlPatterns("/api/v1/systems/*");
        return filter;
    }

    @Bean(destroyMethod = "close")
    QueueAccess queueAccess(IntakeSettings settings, Home home, Profiles profiles, Nodes nodes) {
        nodes.declare(profiles.useQueues() && settings.broker().embedded());
        return new QueueAccess(profiles.useQueues() ? QueueLink.open(settings.broker(), home, profiles) : null);
    }

    record IntakeThreads(ExecutorService pool) implements AutoCloseable {
        @Override
        public void close() {
            pool.shutdown();
        }
    }
}
