package org.nansen.gateway.ledger;

/** Reads the rows of the SQL store, all of them. */
final class SqlReconciliation implements Reconciliation {

    private final Readers readers;
    private final Seals seals;
    private final boolean rests;

    /**
     * @param rests whether a gateway is at work on the same ledger
     */
    SqlReconciliation(Readers readers, Seals seals, boolean rests) {
        this.readers = readers;
        this.seals = seals;
        this.rests = rests;
    }

    @Override
    public Report run(Scope scope, Watcher watcher) {
        Slices slices = new Slices(readers, watcher, rests);
        Long about = readers.read(sql -> sql.first(
                "select coalesce(sum(value), 0) from counter where name = 'received'", row -> row.getLong(1)));
        SealCheck opening = new SealCheck(slices, seals, scope.everySeal(), about == null ? 0 : about);
        slices.walk(Part.RECORDS, new RecordCheck(slices, opening));
        slices.walk(Part.LETTERS, new LetterCheck(slices, opening, scope.ways()));
        slices.walk(Part.PEOPLE, new PersonCheck(slices));
        slices.walk(Part.DROPS, new DropCheck(slices));
        new ChainCheck(slices).run();
        new CounterCheck(slices).run();
        return slices.report();
    }
}
