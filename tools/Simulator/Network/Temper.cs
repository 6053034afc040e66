namespace Acp.Simulation;

/// <summary>What is wrong with an endpoint that is told of orders.</summary>
internal enum Temper
{
    Sound,

    /// <summary>Answers with an error now and then.</summary>
    Flapping,

    /// <summary>Does not answer now and then; what was sent arrives late, or never.</summary>
    Hanging,

    /// <summary>Takes it, and its answer is lost.</summary>
    LosesAnswers,

    /// <summary>Takes nothing for hours or days.</summary>
    DeadForAWhile,

    /// <summary>Takes nothing, also when all else is well.</summary>
    DeadForEver,
}
