using System.Globalization;

namespace Acp.Processes;

internal static class ProcessTree
{
    /// <summary>
    /// Ends when the process and all it had started are gone: a server cannot start again on data that one of its old
    /// processes still holds. They write to one pipe, and that has ended when the last of them has.
    /// </summary>
    public static Task Kill(Child parent)
    {
        parent.Freeze(); // It must neither start new ones nor see these die.
        foreach (var child in ChildrenOf(parent.Id))
        {
            Signals.Send(child, Signal.Kill);
        }

        return parent.Kill();
    }

    // Linux only; elsewhere they end by themselves when they see that their parent has.
    private static IEnumerable<int> ChildrenOf(int process)
    {
        var list = $"/proc/{process}/task/{process}/children";
        return File.Exists(list)
            ? File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            : [];
    }
}
