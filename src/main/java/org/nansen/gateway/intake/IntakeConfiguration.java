package org.nansen.gateway.intake;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.SystemLogins;
import org.nansen.gateway.settings.Home;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Puts the doors together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class IntakeConfiguration {

    private static final int REQUESTS = 16;

    @Bean
    Profiles systemProfiles(Home home, Environment environment) {
        return new Profiles(new ProfileReader(home, environment::getProperty).all());
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
    Doors intakeDoors(
            Acceptance acceptance, Drops drops, ReceiptWriter receipts, IntakeSettings settings, Clock clock) {
        return new Doors(acceptance, drops, receipts, settings, clock);
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
    QueueAccess queueAccess(IntakeSettings settings, Home home, Profiles profiles) {
        return new QueueAccess(profiles.useQueues() ? QueueLink.open(settings.broker(), home, profiles) : null);
    }

    record IntakeThreads(ExecutorService pool) implements AutoCloseable {
        @Override
        public void close() {
            pool.shutdown();
        }
    }
}
