package org.nansen.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Value;

/** The rooms and the arrows between them, as the architecture draws them. */
@AnalyzeClasses(packages = "org.nansen.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class StructureTest {

    private static final String HOUSE = "org.nansen.gateway";

    /** What each room may know. Nobody knows operations and security. */
    private static final Map<String, Set<String>> KNOWS = Map.of(
            "record", Set.of(),
            "settings", Set.of("record"),
            "ledger", Set.of("record", "settings"),
            "normalize", Set.of("record", "settings"),
            "intake", Set.of("record", "settings", "ledger", "normalize"),
            "screening", Set.of("record", "settings", "ledger"),
            "disclosure", Set.of("record", "settings", "ledger"),
            "delivery", Set.of("record", "settings", "ledger"),
            "security", Set.of("record", "settings"),
            "operations",
                    Set.of(
                            "record",
                            "settings",
                            "ledger",
                            "normalize",
                            "intake",
                            "screening",
                            "disclosure",
                            "delivery",
                            "security"));

    @ArchTest
    static final ArchRule roomsKnowOnlyWhatTheArrowsSay = classes()
            .that()
            .resideInAPackage(HOUSE + ".*..")
            .should(new ArchCondition<>("know only the rooms that the architecture lets them know") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    String room = room(type);
                    Set<String> known = KNOWS.get(room);
                    if (known == null) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no known room"));
                        return;
                    }
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(arrow ->
                                    arrow.getTargetClass().getPackageName().startsWith(HOUSE))
                            .filter(arrow -> !room(arrow.getTargetClass()).equals(room)
                                    && !known.contains(room(arrow.getTargetClass())))
                            .forEach(arrow -> events.add(SimpleConditionEvent.violated(type, arrow.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule roomsFormNoCircle =
            slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sqlStaysInTheLedger = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + ".ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.flywaydb..", "org.sqlite..");

    @ArchTest
    static final ArchRule camelStopsAtTheDoors = noClasses()
            .that(new DescribedPredicate<>("are no doors, endpoints or route support") {
                @Override
                public boolean test(JavaClass type) {
                    JavaClass outer = type;
                    while (outer.getEnclosingClass().isPresent()) {
                        outer = outer.getEnclosingClass().get();
                    }
                    return !outer.getSimpleName()
                            .matches(".*(Doors?|Component|Endpoint|Consumer|Producer|Routes|Strategy|Errors|Replies)");
                }
            })
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule theRecordIsPlainJava = noClasses()
            .that()
            .resideInAPackage(HOUSE + ".record..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.camel..", "jakarta..");

    @ArchTest
    static final ArchRule settingsComeAsRecords =
            noClasses().should().dependOnClassesThat().areAssignableTo(Value.class);

    @ArchTest
    static final ArchRule namesAreNounsOfTheDomain =
            noClasses().should().haveNameMatching(".*(Impl|Utils?|Manager|Helper|Constants)");

    @ArchTest
    static final ArchRule everyPackageSaysWhatItIsFor = classes()
            .that()
            .resideInAPackage(HOUSE + ".*..")
            .should(new ArchCondition<>("be in a package that says what it is for and is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean said = type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
                    if (!said) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getPackageName() + " has no package-info with @NullMarked"));
                    }
                }
            });

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(HOUSE.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }
}
