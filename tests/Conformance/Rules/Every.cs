using System.Text.Json;
using Acp.Conformance.Driving;

namespace Acp.Conformance.Rules;

/// <summary>Looks at all that was answered, and says which answer breaks a rule first.</summary>
internal static class Every
{
    /// <param name="concerns">The answers the rule speaks of; none at all is a deviation too, for then nothing was shown.</param>
    /// <param name="fault">What is wrong with one; null where nothing is.</param>
    public static async Task Reply(Scene scene, Predicate<Reply> concerns, Func<Reply, string?> fault)
    {
        var replies = (await scene.EveryReply()).Where(reply => concerns(reply)).ToList();
        if (replies.Count == 0)
        {
            throw new DeviationException("No answer that the rule speaks of was seen.");
        }

        foreach (var reply in replies)
        {
            if (fault(reply) is { } wrong)
            {
                throw new DeviationException($"{wrong}; {reply}");
            }
        }
    }

    /// <summary>Sessions in the version that is tried; those of a crossing rule are in another's shape.</summary>
    public static Task Session(Scene scene, Func<JsonElement, string?> fault) =>
        Reply(scene, reply => reply.IsSession && reply.Ask.Version == scene.Wire.Version, reply => fault(reply.Body));

    public static Task Error(Scene scene, Func<Reply, string?> fault) =>
        Reply(scene, reply => reply.Status >= 400, fault);
}
