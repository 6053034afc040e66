using Acp.Payments;

namespace Acp.Simulation.Tests;

/// <summary>Passes everything on; a planted bug overrides what it breaks.</summary>
internal class PassingPages(IHostedPages inner) : IHostedPages
{
    protected IHostedPages Inner => inner;

    public FrozenRequest FreezePage(PageOrder order) => inner.FreezePage(order);

    public ValueTask<PageAnswer> OpenPage(string providerKey, FrozenRequest request, DateTimeOffset notAfter) => inner.OpenPage(providerKey, request, notAfter);

    public virtual ValueTask<PageAnswer> LookUpPage(string pageId) => inner.LookUpPage(pageId);

    public virtual ValueTask<PageAnswer> ExpirePage(string pageId) => inner.ExpirePage(pageId);

    public ValueTask<PageFinding> FindPage(PageTrace trace) => inner.FindPage(trace);
}

internal sealed class ClosesPagesWithoutWaiting(IHostedPages inner) : PassingPages(inner)
{
    public override async ValueTask<PageAnswer> ExpirePage(string pageId) =>
        await Inner.ExpirePage(pageId) is PageAnswer.Expired or PageAnswer.Unknown or PageAnswer.NotExecuted ? new PageAnswer.Expired(pageId) : new PageAnswer.Unknown("not closed");
}

/// <summary>It is closed here, and nobody asks for it to be closed there.</summary>
internal sealed class ClosesPagesHereOnly(IHostedPages inner) : PassingPages(inner)
{
    public override ValueTask<PageAnswer> ExpirePage(string pageId) => new(new PageAnswer.Expired(pageId));
}
