using Acp.Bench.Databases;
using Acp.Bench.Load;
using Acp.Bench.Os;

namespace Acp.Bench.Contenders;

/// <summary>One column of the table.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>What it is and what its commits survive, in a line.</summary>
    string Description { get; }

    /// <summary>Whether sessions are stored in it.</summary>
    bool IsStored { get; }

    /// <param name="stored">Checkouts that are in its store before it starts.</param>
    Task<IRunning> Start(long stored);
}

/// <summary>A contender that is asked over HTTP, on a database that anything may have been filled into.</summary>
internal interface IServing : IContender
{
    /// <param name="fill">Before the start.</param>
    Task<IRunning> Start(Func<IDatabase, Task> fill);
}

/// <summary>A contender that runs.</summary>
internal interface IRunning : IAsyncDisposable
{
    /// <summary>Where it is asked over HTTP; none where it does not speak it.</summary>
    IReadOnlyList<Uri> Addresses { get; }

    /// <param name="lane">Different for each of one run.</param>
    IShopper Shopper(int lane);

    /// <summary>Of all its processes, the database's included.</summary>
    Use Use();

    /// <summary>SIGKILL to one of the nodes: the last of <see cref="Addresses"/>, which is then no more among them.</summary>
    /// <returns>False where there is but one.</returns>
    Task<bool> KillOne() => Task.FromResult(false);
}
