package org.nansen.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nansen.gateway.settings.Home;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    Store ledgerStore(LedgerSettings settings, Home home, Clock clock) {
        return Store.open(settings, home, clock);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService ledgerAfter() {
        return Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "ledger-after");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    KeyRing ledgerKeys(Store store) {
        return new KeyRing(store.seals(), store.readers(), store.writer());
    }

    @Bean
    Sealing ledgerSealing(Store store, KeyRing keys) {
        return new Sealing(store.seals(), keys);
    }

    @Bean
    Archive ledgerArchive(Store store, KeyRing keys) {
        return new Archive(store.readers(), keys);
    }

    @Bean
    Systems ledgerSystems(Store store) {
        Systems systems = new Systems();
        systems.load(store.readers());
        return systems;
    }

    @Bean
    ProbedLanes ledgerLanes(LedgerSettings settings, Clock clock) {
        return new ProbedLanes(clock, new BackOff(settings.retryFrom(), settings.retryUpTo()));
    }

    @Bean
    SqlDrops ledgerDrops(Store store, Sealing sealing, Systems systems, ExecutorService ledgerAfter) {
        SqlDrops drops = new SqlDrops(
                store.readers(), store.writer(), store.seals(), sealing, new Release(), systems, ledgerAfter);
        drops.resume();
        return drops;
    }

    @Bean(destroyMethod = "close")
    Releases ledgerReleases(SqlDrops drops) {
        return new Releases(drops);
    }

    @Bean
    Leases ledgerLeases(Store store, Clock clock) {
        return store.engine().isExclusive() ? SqlLeases.ofOneProcess() : SqlLeases.among(store.writer(), clock);
    }

    @Bean(destroyMethod = "close")
    SqlNodes ledgerNodes(Store store, LedgerSettings settings) {
        return SqlNodes.join(store.readers(), store.writer(), settings.nodeName());
    }

    @Bean
    Work ledgerWork(
            Store store,
            Archive archive,
            ProbedLanes lanes,
            Systems systems,
            SqlHolds holds,
            LedgerSettings settings,
            Clock clock,
            ExecutorService ledgerAfter) {
        BackOff backOff = new BackOff(settings.retryFrom(), settings.retryUpTo());
        return new Work(
                new Claims(store.writer(), archive, lanes, systems, clock, settings.lease()),
                new Results(store.writer(), archive, new LetterIds(clock), backOff, settings.waitForPerson()),
                lanes,
                holds,
                settings,
                (Executor) ledgerAfter);
    }

    @Bean
    Cases ledgerCases(Store store, Archive archive) {
        return new SqlCases(store.readers(), archive);
    }

    @Bean
    Views ledgerViews(Store store, Archive archive, Sealing sealing) {
        return new SqlViews(store.readers(), archive, new RecordViews(store.readers(), archive, sealing));
    }

    @Bean
    Feeds ledgerFeeds(Store store, Archive archive) {
        return new SqlFeeds(store.readers(), store.writer(), archive);
    }

    @Bean
    Reconciliation ledgerReconciliation(Store store) {
        return new SqlReconciliation(store.readers(), store.seals(), true);
    }

    /** A clock that was put ahead by mistake is noticed, and put right, within the hour. */
    @Bean(initMethod = "start", destroyMethod = "close")
    RetentionSweep ledgerRetention(Store store, ObjectProvider<RetentionRules> rules, LedgerSettings settings) {
        return new RetentionSweep(
                store.writer(),
                () -> rules.getIfAvailable(() -> Map::of),
                settings.removalsPerSecond(),
                Duration.ofHours(1),
                System::nanoTime);
    }

    @Bean
    Backlog ledgerBacklog(Store store, ProbedLanes lanes, Systems systems) {
        return new SqlBacklog(store.readers(), lanes, systems);
    }

    @Bean
    Backups ledgerBackups(Store store, Home home, LedgerSettings settings, Clock clock) {
        return new SqliteBackups(store.engine(), store.readers(), home, settings.backupFolder(), clock);
    }

    @Bean
    Restorations ledgerRestorations(Store store, ExecutorService ledgerAfter) {
        return new SqlRestorations(store.readers(), store.writer(), ledgerAfter);
    }

    @Bean
    SqlHolds ledgerHolds(Store store) {
        return new SqlHolds(store.readers(), store.writer(), store.engine().isRemote());
    }

    @Bean
    Journal ledgerJournal(Store store) {
        return (kind, subject, actor) -> store.writer().submit(batch -> {
            batch.entry(kind, subject, "by=" + actor);
            return null;
        });
    }
}
