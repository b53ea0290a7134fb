// coopt-contract: writes the contract as documents, and says whether a change to it is compatible.

import ArgumentParser

ContractStep.main()
