namespace Acp.Storm;

/// <summary>The storm cannot begin, or go on; the message is for whoever started it.</summary>
public sealed class StormFailedException(string message) : Exception(message);

/// <summary>Creates sessions and brings them to where they can be paid.</summary>
internal sealed class Preparation(Agent agent, StormOptions options, string run)
{
    private const string AnyHandler = "card_tokenized";

    private static readonly object Home = new
    {
        name = "Ada Storm",
        address = new { name = "Ada Storm", line_one = "1 Main St", city = "San Francisco", state = "CA", country = "US", postal_code = "94131" },
    };

    /// <exception cref="StormFailedException">The server is not there, refuses, or wants more than an address and an option.</exception>
    public async Task<Target> Open(int number, CancellationToken stop)
    {
        var created = await agent.Create($"storm-{run}-{number}-create", stop);
        var session = Must(created, "create a session");
        session = await MakeReady(session, $"storm-{run}-{number}", stop);
        return new Target(session.Id, session.Handler ?? AnyHandler, $"{options.TokenPrefix}_{run}_{number}");
    }

    /// <param name="key">Begins the idempotency keys of what has to be sent.</param>
    public async Task<SessionView> MakeReady(SessionView session, string key, CancellationToken stop)
    {
        if (!session.IsReady)
        {
            session = Must(await agent.Update(session.Id, $"{key}-address", new { fulfillment_details = Home }, stop), "give an address");
        }

        if (!session.IsReady && session.Options.Count > 0)
        {
            var (type, option) = session.Options[0];
            var choice = new { selected_fulfillment_options = new[] { new { type, option_id = option, item_ids = new[] { options.Item } } } };
            session = Must(await agent.Update(session.Id, $"{key}-option", choice, stop), "choose a fulfillment option");
        }

        return session.IsReady ? session : throw new StormFailedException(
            $"The session is {session.Status} with an address and an option; choose another --item. The server says: {session.Message ?? "nothing"}");
    }

    private SessionView Must(Reply reply, string what) => reply switch
    {
        { Status: 200 or 201, Session: { } session } => session,
        { Silence: Silence.ConnectionBroke } => throw new StormFailedException($"Nothing answers at {options.Url}: {agent.Trouble}"),
        { Silence: Silence.TimedOut } => throw new StormFailedException($"{options.Url} did not answer within {options.Timeout.TotalSeconds:0.#} s."),
        { Status: 401 or 403 } => throw new StormFailedException($"{options.Url} refuses the --api-key with {reply.Status}."),
        { Status: 200 or 201 } => throw new StormFailedException($"{options.Url} answers, but not with a checkout session: is it an ACP server?"),
        _ => throw new StormFailedException($"Could not {what} with item '{options.Item}': the server answered {reply.Name}."),
    };
}
