package org.nansen.gateway.ledger;

/** Copies of the ledger, taken while the gateway works. */
public interface Backups {

    /**
     * Takes a backup into a new folder below {@code gateway.ledger.backup-folder}: copied as of one moment, looked through,
     * and forced to disk before this returns. One at a time; minutes for a large ledger, during which work goes on.
     *
     * @return its manifest; {@code Defect NG-513} when there is no room, the copy is not whole, another one is being taken, or
     *     the engine is backed up by its own tools
     */
    Backup take();
}
