using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>
/// What every store promises; the parts are in the files beside this one. An implementation derives from it and says
/// how it is opened.
/// </summary>
public abstract partial class StoreConformance : IAsyncLifetime
{
    private IOpenStore? opened;

    protected ManualClock Clock { get; } = new();

    protected IOpenStore Store => opened!;

    public ValueTask InitializeAsync()
    {
        opened = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // Nothing was opened where the test is skipped.
        if (opened is not null)
        {
            await opened.DisposeAsync();
            CleanUp();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract IOpenStore Open();

    protected virtual void CleanUp()
    {
    }

    protected async Task Committed(Unit unit) => Assert.IsType<Verdict.Committed>(await Store.Commit(unit));

    protected ValueTask CloseStore() => opened!.DisposeAsync();

    protected Task<Verdict[]> CommitAtOnce(IEnumerable<Unit> units) =>
        Task.WhenAll(units.Select(unit => Task.Run(() => Store.Commit(unit).AsTask())));
}
